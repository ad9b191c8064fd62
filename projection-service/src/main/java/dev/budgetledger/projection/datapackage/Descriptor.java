package dev.budgetledger.projection.datapackage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.budgetledger.projection.datapackage.DataPackage.LineColumn;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.files.Spool;

/**
 * {@code datapackage.json}: what the columns of the lines mean, in the words of Fiscal Data Package 1.0
 * (https://fiscal.datapackage.org) and, as {@code model}, of the vocabulary before it, which its published schema still requires.
 */
final class Descriptor {

    static final String RESOURCE = "lines";
    static final String REVENUE = "revenue";
    static final String EXPENDITURE = "expenditure";

    /** What the taxonomy has no name for. */
    static final String TAG = "tracking-tag";
    static final String GOVERNMENT = "economic-classification:government:level";

    private static final String CURRENCY = "CNY";
    private static final String DIRECTION = "direction";
    private static final String TAXONOMY = "https://frictionlessdata.io/taxonomies/fiscal/budgets.json";

    private Descriptor() {}

    /** @param csv the rows, all of them */
    static Map<String, Object> of(BudgetAsOf budget, List<LineColumn> columns, Spool csv) {
        String ofUnit = budget.ofUnit() == null ? "" : "-" + budget.ofUnit();
        String phase = budget.basis().name().toLowerCase(Locale.ROOT);
        return Map.ofEntries(
                Map.entry("profile", "tabular-data-package"),
                Map.entry("name", ("budget-" + budget.id().stream() + ofUnit).toLowerCase(Locale.ROOT)),
                Map.entry("title", budget.department().name() + budget.fiscalYear() + "年部门预算"),
                Map.entry("created", budget.asOf().recordedAsOf().toString()),
                Map.entry("countryCode", "CN"),
                Map.entry("fiscalPeriod", Map.of("start", budget.fiscalYear() + "-01-01", "end", budget.fiscalYear() + "-12-31")),
                Map.entry("contributors", List.of(Map.of("title", budget.department().name(), "role", "publisher"))),
                Map.entry("sources", List.of(Map.of("title", source(budget)))),
                Map.entry("columnTypes", List.of(TAXONOMY, ownTypes())),
                Map.entry("resources", List.of(Map.of(
                        "profile", "tabular-data-resource",
                        "name", RESOURCE,
                        "path", RESOURCE + ".csv",
                        "title", "预算指标",
                        "format", "csv",
                        "mediatype", "text/csv",
                        "encoding", "utf-8",
                        "bytes", csv.size(),
                        "hash", "sha256:" + csv.sha256Hex(),
                        "schema", Map.of("fields", fields(columns), "extraFields", extraFields(phase))))),
                Map.entry("model", Map.of("measures", Map.of(
                        REVENUE, measure(REVENUE, phase), EXPENDITURE, measure(EXPENDITURE, phase)), "dimensions", dimensions(columns))));
    }

    private static String source(BudgetAsOf budget) {
        return "账本日志 " + budget.id().stream() + " 业务日期 " + budget.asOf().effectiveOn() + " 记账时间 " + budget.asOf().recordedAsOf()
                + " 账本日志位置 " + budget.asOf().position();
    }

    private static List<Map<String, Object>> ownTypes() {
        List<Map<String, Object>> types = new ArrayList<>(List.of(Map.of("name", TAG, "dataType", "string", "unique", true)));
        for (int level = 1; level <= 2; level++) {
            String code = GOVERNMENT + level + ":code";
            types.add(Map.of("name", code, "dataType", "string", "unique", true));
            types.add(Map.of("name", GOVERNMENT + level + ":label", "dataType", "string", "labelOf", code));
        }
        return types;
    }

    private static List<Map<String, Object>> fields(List<LineColumn> columns) {
        List<Map<String, Object>> fields = new ArrayList<>();
        columns.forEach(column -> fields.add(Map.of(
                "name", column.name(), "title", column.title(), "type", column.type(), "columnType", column.columnType())));
        fields.add(amount(REVENUE, "收入(元)"));
        fields.add(amount(EXPENDITURE, "支出(元)"));
        return fields;
    }

    /** Two amounts of a line are two rows of one amount, where a reader wants them so. */
    private static Map<String, Object> amount(String name, String title) {
        return Map.of("name", name, "title", title, "type", "number", "normalize", Map.of(DIRECTION, name));
    }

    private static List<Map<String, Object>> extraFields(String phase) {
        return List.of(
                Map.of("name", DIRECTION, "type", "string", "columnType", DIRECTION),
                Map.of("name", "amount", "type", "number", "columnType", "value", "normalizationTarget", true),
                Map.of("name", "currency", "type", "string", "columnType", "value-currency:code", "constant", CURRENCY),
                Map.of("name", "phase", "type", "string", "columnType", "phase:id", "constant", phase));
    }

    private static Map<String, Object> measure(String name, String phase) {
        return Map.of("source", name, "resource", RESOURCE, "currency", CURRENCY, "direction", name, "phase", phase);
    }

    private static Map<String, Object> dimensions(List<LineColumn> columns) {
        Map<String, Object> dimensions = new LinkedHashMap<>();
        columns.stream().collect(Collectors.groupingBy(LineColumn::dimension)).forEach((name, of) -> {
            String concept = of.getFirst().columnType().substring(0, Math.max(0, of.getFirst().columnType().indexOf(':')));
            Map<String, Object> dimension = new LinkedHashMap<>(Map.of(
                    "attributes", of.stream().collect(Collectors.toMap(LineColumn::name, Descriptor::attribute)),
                    "primaryKey", of.stream().filter(each -> each.labelFor() == null).map(LineColumn::name).toList(),
                    "dimensionType", switch (concept) {
                        case "date" -> "datetime";
                        case "activity" -> "activity";
                        case "administrative-classification", "functional-classification", "economic-classification" -> "classification";
                        default -> "other";
                    }));
            if (concept.endsWith("-classification")) {
                dimension.put("classificationType", concept.substring(0, concept.indexOf('-')));
            }
            dimensions.put(name, dimension);
        });
        return dimensions;
    }

    private static Map<String, Object> attribute(LineColumn column) {
        Map<String, Object> attribute = new LinkedHashMap<>(Map.of("source", column.name(), "resource", RESOURCE));
        if (column.labelFor() != null) {
            attribute.put("labelfor", column.labelFor());
        }
        return attribute;
    }
}
