package dev.budgetledger.standalone.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/** What a department and its units have said of one budget, and what they may say, in the order of the documentation. No form was ever adopted. */
final class PlainStatements {

    private record Targets(LocalDate day, Set<String> names) {}

    private final Map<List<String>, Targets> targets = new HashMap<>();

    void write(JsonNode command) {
        JsonNode performance = command.at("/statement/performance");
        if (!performance.isMissingNode()) {
            Targets before = targets.get(of(command));
            LocalDate day = LocalDate.parse(command.get("effectiveOn").asString());
            if (before == null || !before.day.isAfter(day)) {
                targets.put(of(command), new Targets(day, new HashSet<>(names(performance.get("indicators")))));
            }
        }
    }

    Answer refusal(JsonNode command, PlainBudget budget) {
        JsonNode statement = command.get("statement");
        LocalDate day = LocalDate.parse(command.get("effectiveOn").asString());
        JsonNode cited = statement.at("/explanation/postings");
        for (int i = 0; i < cited.size(); i++) {
            String id = cited.get(i).asString();
            String before = budget.stream() + "-";
            if (!id.startsWith(before) || !budget.postings.containsKey(Long.parseLong(id.substring(before.length())))) {
                return new Answer("POSTING_UNKNOWN", "statement.explanation.postings[" + i + "]");
            }
        }
        if (day.getYear() < budget.year - 1 || day.getYear() > budget.year) {
            return new Answer("EFFECTIVE_DATE_OUTSIDE_YEAR", "effectiveOn");
        }
        String unit = unit(command);
        if (!unit.isEmpty() && !budget.units.contains(unit)) {
            return new Answer("UNIT_UNKNOWN", "ofUnit");
        }
        boolean ofAProject = statement.has("performance") || statement.has("attainment") || statement.has("procurement");
        if (ofAProject && command.has("key") && !budget.projects.contains(key(command))
                && budget.entries.keySet().stream().noneMatch(line -> key(command).equals(line.project()))) {
            return new Answer("PROJECT_UNKNOWN", "key");
        }
        for (String list : List.of("performance/indicators", "attainment/results")) {
            List<String> names = names(statement.at("/" + list));
            for (int i = 0; i < names.size(); i++) {
                if (names.indexOf(names.get(i)) < i) {
                    return new Answer("INDICATOR_TWICE", "statement." + list.replace('/', '.') + "[" + i + "].third");
                }
            }
        }
        List<String> results = names(statement.at("/attainment/results"));
        for (int i = 0; i < results.size(); i++) {
            Targets set = targets.get(of(command));
            if (set == null || !set.names.contains(results.get(i))) {
                return new Answer("INDICATOR_UNKNOWN", "statement.attainment.results[" + i + "].third");
            }
        }
        return refusalOfSums(command, statement, day, budget);
    }

    private static Answer refusalOfSums(JsonNode command, JsonNode statement, LocalDate day, PlainBudget budget) {
        JsonNode purchases = statement.at("/procurement/purchases");
        long all = 0;
        for (int i = 0; i < purchases.size(); i++) {
            long funding = 0;
            for (JsonNode each : purchases.get(i).get("funding")) {
                funding += Fen.of(each.get("amount").asString());
            }
            BigDecimal cost = new BigDecimal(purchases.get(i).get("quantity").asString())
                    .multiply(new BigDecimal(purchases.get(i).get("price").asString()));
            if (cost.compareTo(BigDecimal.valueOf(funding, 2)) != 0) {
                return new Answer("AMOUNTS_DIFFER", "statement.procurement.purchases[" + i + "].funding");
            }
            all += funding;
        }
        JsonNode assets = statement.at("/assets");
        if (!assets.isMissingNode()) {
            long rows = 0;
            for (JsonNode row : assets.get("rows")) {
                rows += Fen.of(row.get("value").asString());
            }
            if (rows != Fen.of(assets.get("total").asString())) {
                return new Answer("AMOUNTS_DIFFER", "statement.assets.total");
            }
        }
        long has = 0;
        for (PlainLine line : budget.entries.keySet()) {
            boolean counts = key(command).equals(line.project()) && (unit(command).isEmpty() || unit(command).equals(line.unit()));
            has += counts ? budget.lowestFrom(day, line, true, true) : 0;
        }
        if (!purchases.isMissingNode() && all > has) {
            return new Answer("PROJECT_EXCEEDED", "statement.procurement.purchases");
        }
        return statement.has("explanation") ? new Answer("FORM_NOT_ADOPTED", "statement.explanation.form") : Answer.ACCEPTED;
    }

    private static String key(JsonNode command) {
        return command.has("key") ? command.get("key").asString() : "";
    }

    private static String unit(JsonNode command) {
        return command.has("ofUnit") ? command.get("ofUnit").asString() : "";
    }

    /** Whose indicators they are. */
    private static List<String> of(JsonNode command) {
        return List.of(unit(command), key(command));
    }

    private static List<String> names(JsonNode indicators) {
        List<String> names = new ArrayList<>();
        indicators.forEach(each -> names.add(each.get("second").asString() + each.get("third").asString()));
        return names;
    }
}
