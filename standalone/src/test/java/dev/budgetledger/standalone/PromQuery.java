package dev.budgetledger.standalone;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a query of Prometheus names.
 *
 * @param selected the labels by which each metric is selected
 * @param grouped the labels by which what comes of it is grouped
 */
record PromQuery(Map<String, Set<String>> selected, Set<String> grouped) {

    /** What it adds to each sample itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "le");

    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");
    private static final Pattern NOT_NAMES = Pattern.compile("\"[^\"]*\"|\\[[^]]*]");
    private static final Pattern GROUPED = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern METRIC = Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*+)\\s*+(?!\\()(?:\\{([^}]*)})?");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_]\\w*");

    static PromQuery of(String expression) {
        String plain = NOT_NAMES.matcher(expression).replaceAll("");
        Set<String> grouped = new TreeSet<>();
        GROUPED.matcher(plain).results().forEach(group -> grouped.addAll(names(group.group(1))));
        Map<String, Set<String>> selected = new TreeMap<>();
        METRIC.matcher(GROUPED.matcher(plain).replaceAll("")).results()
                .filter(metric -> !WORDS.contains(metric.group(1)))
                .forEach(metric -> selected.computeIfAbsent(metric.group(1), _ -> new TreeSet<>())
                        .addAll(names(Objects.requireNonNullElse(metric.group(2), ""))));
        return new PromQuery(selected, grouped);
    }

    private static Set<String> names(String list) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(list).results().forEach(name -> names.add(name.group()));
        return names;
    }

    /** The names that are not told: of metrics, and of labels with a dot before them. */
    Set<String> unknownTo(Scrape told) {
        Set<String> unknown = new TreeSet<>();
        Set<String> all = new TreeSet<>(OF_PROMETHEUS);
        selected.forEach((metric, labels) -> {
            Set<String> known = new TreeSet<>(OF_PROMETHEUS);
            known.addAll(told.labels().getOrDefault(metric, Set.of()));
            all.addAll(known);
            if (!metric.equals("up") && !told.labels().containsKey(metric)) {
                unknown.add(metric);
            }
            labels.stream().filter(label -> !known.contains(label)).forEach(label -> unknown.add(metric + "." + label));
        });
        grouped.stream().filter(label -> !all.contains(label)).forEach(label -> unknown.add("." + label));
        return unknown;
    }
}
