package dev.budgetledger.projection.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Statement.Part;
import dev.budgetledger.projection.entries.StatementReader.Said;

/** 陈述: what counts at a point, by part and key. */
public final class StatedParts {

    private final Map<Part, Map<String, Statement.Content>> parts = new LinkedHashMap<>();

    /** @param said one of each part and key, in the order of keys */
    public StatedParts(List<Said> said) {
        for (Said each : said) {
            Fact.StatementMade made = each.fact();
            Statement.Content content = made.statement().content();
            parts.computeIfAbsent(content.part(), _ -> new LinkedHashMap<>()).put(Objects.requireNonNullElse(made.key(), ""), content);
        }
    }

    /** What was said of a part and key. */
    <C extends Statement.Content> Optional<C> of(Part part, String key, Class<C> type) {
        return Optional.ofNullable(parts.getOrDefault(part, Map.of()).get(key)).map(type::cast);
    }

    Optional<Statement.Profile> profile() {
        return of(Part.PROFILE, "", Statement.Profile.class);
    }

    Optional<Statement.Assets> assets() {
        return of(Part.ASSETS, "", Statement.Assets.class);
    }

    Optional<Statement.Performance> performance(String key) {
        return of(Part.PERFORMANCE, key, Statement.Performance.class);
    }

    Optional<Statement.Attainment> attainment(String key) {
        return of(Part.ATTAINMENT, key, Statement.Attainment.class);
    }

    /** What an author wrote in a slot of a form: of another form's slot it says nothing. */
    List<String> explanation(String form, String key) {
        return of(Part.EXPLANATION, key, Statement.Explanation.class)
                .filter(said -> said.form().equals(form))
                .map(Statement.Explanation::paragraphs)
                .orElse(List.of());
    }

    /** The projects that have performance goals, in the order of their codes. */
    List<String> projectsWithGoals() {
        return parts.getOrDefault(Part.PERFORMANCE, Map.of()).keySet().stream().filter(key -> !key.isEmpty()).toList();
    }

    /** 政府采购 by project, in the order of their codes. */
    Map<String, Statement.Procurement> procurement() {
        Map<String, Statement.Procurement> byProject = new LinkedHashMap<>();
        parts.getOrDefault(Part.PROCUREMENT, Map.of()).forEach((key, said) -> byProject.put(key, (Statement.Procurement) said));
        return byProject;
    }

    /** What is bought whose catalogue code begins with one of these. */
    Money bought(List<String> catalogue) {
        return procurement().values().stream()
                .flatMap(each -> each.purchases().stream())
                .filter(each -> catalogue.stream().anyMatch(each.catalogueCode()::startsWith))
                .map(Statement.Purchase::total)
                .reduce(Money.ZERO, Money::plus);
    }
}
