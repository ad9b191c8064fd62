package dev.budgetledger.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Prometheus and Grafana are given in the folder observability/. */
final class WatchFiles {

    private static final Pattern LABEL_OF_A_LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    private WatchFiles() {}

    /** Rows of the alerts, by name and in order, with the expression. */
    static List<Map.Entry<String, String>> alerts() {
        List<Map.Entry<String, String>> alerts = new ArrayList<>();
        for (Object group : list(yaml("observability/alerts.yml").get("groups"))) {
            for (Object rule : list(map(group).get("rules"))) {
                alerts.add(Map.entry(String.valueOf(map(rule).get("alert")), String.valueOf(map(rule).get("expr"))));
            }
        }
        return alerts;
    }

    /** What the board asks; labels of a legend count as grouped by. */
    static List<PromQuery> board() {
        JsonNode board = JsonMapper.shared().readTree(Markdown.read(Markdown.file("observability/grafana-dashboard.json")));
        List<PromQuery> queries = new ArrayList<>();
        board.get("panels").forEach(panel -> panel.path("targets").forEach(target -> {
            PromQuery query = PromQuery.of(target.get("expr").asString());
            LABEL_OF_A_LEGEND.matcher(target.get("legendFormat").asString()).results()
                    .forEach(label -> query.grouped().add(label.group(1)));
            queries.add(query);
        }));
        return queries;
    }

    static Map<String, Object> yaml(String file) {
        return map(new Yaml().load(Markdown.read(Markdown.file(file))));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object node) {
        return (Map<String, Object>) Objects.requireNonNull(node);
    }

    static List<?> list(@Nullable Object node) {
        return (List<?>) Objects.requireNonNull(node);
    }
}
