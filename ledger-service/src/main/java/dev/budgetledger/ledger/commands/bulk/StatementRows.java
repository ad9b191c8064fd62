package dev.budgetledger.ledger.commands.bulk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.edge.problems.ProblemException;

import static dev.budgetledger.edge.problems.ProblemCode.UNKNOWN_FIELD;

/**
 * 陈述 as rows: each says one thing of each list of its part, lists stand beside each other. A purchase has a row for each of its funds; in
 * further ones only the fund is said.
 */
record StatementRows(String part, List<Listed> lists) {

    static final String TYPE = "MakeStatement";

    private static final Listed FUNDING = Listed.of("funding", "fund", "origin", "amount");
    private static final String PROCUREMENT = "PROCUREMENT";

    private static final List<StatementRows> ALL = List.of(
            new StatementRows("PERFORMANCE", List.of(
                    new Listed("goals", List.of("goal"), List.of()),
                    new Listed("sections", List.of("sectionTitle", "sectionGoal", "sectionIndicator"), List.of("title", "goal", "indicator")),
                    new Listed("measures", List.of("assurance"), List.of()),
                    Listed.of("indicators", "first", "second", "third", "description", "operator", "value", "measure", "basis"))),
            new StatementRows("ATTAINMENT", List.of(
                    Listed.of("results", "first", "second", "third", "value", "measure", "score", "evidence"))),
            new StatementRows(PROCUREMENT, List.of(
                    Listed.of("purchases", "item", "catalogueCode", "measure", "quantity", "price", "smallFirms"))));

    /** How a problem names an element. */
    private static final Pattern ELEMENT = Pattern.compile("statement\\.[a-z]+\\.([a-z]+)\\[(\\d{1,4})\\](?:\\.funding\\[(\\d{1,4})\\])?.*");

    /** What is said of the whole statement, beside its {@link #UNIT}. */
    static final List<String> HEAD = List.of("part", "key");

    /** The column that says of which unit it is; of a line the same says whose the line is. */
    static final String UNIT = "unit";

    /** All columns that statements have beside those of lines. */
    static final List<String> ONLY = Stream.concat(HEAD.stream(),
            ALL.stream().flatMap(each -> each.lists.stream()).flatMap(list -> list.columns.stream())).distinct().toList();

    /** What a row says in a column, null if nothing. */
    interface Cells {
        @Nullable String of(String column);
    }

    /**
     * A list of a part.
     *
     * @param columns of one element
     * @param fields what the columns are in JSON; none: an element is the text of its column
     */
    record Listed(String name, List<String> columns, List<String> fields) {

        static Listed of(String name, String... fields) {
            return new Listed(name, List.of(fields), List.of(fields));
        }

        boolean isIn(Cells row) {
            return columns.stream().anyMatch(column -> row.of(column) != null);
        }

        void add(ArrayNode list, Cells row) {
            if (fields.isEmpty()) {
                list.add(row.of(columns.getFirst()));
                return;
            }
            ObjectNode element = list.addObject();
            for (int i = 0; i < fields.size(); i++) {
                String cell = row.of(columns.get(i));
                if (cell != null) {
                    element.put(fields.get(i), cell);
                }
            }
        }
    }

    /**
     * The statement that rows say, as it is in JSON.
     *
     * @param rows of one posting
     * @param others columns that say nothing of a statement
     */
    static ObjectNode statement(List<Cells> rows, List<String> others) {
        StatementRows of = of(rows.getFirst().of("part"));
        Map<Listed, ArrayNode> said = new LinkedHashMap<>();
        for (Cells row : rows) {
            of.requireOnly(row, others);
            of.lists.stream().filter(list -> list.isIn(row)).forEach(list ->
                    list.add(said.computeIfAbsent(list, _ -> JsonNodeFactory.instance.arrayNode()), row));
            if (of.hasFunds() && FUNDING.isIn(row)) {
                ArrayNode purchases = said.computeIfAbsent(of.lists.getFirst(), _ -> JsonNodeFactory.instance.arrayNode());
                ObjectNode purchase = purchases.isEmpty() ? purchases.addObject() : (ObjectNode) purchases.get(purchases.size() - 1);
                FUNDING.add(purchase.withArray("/" + FUNDING.name), row);
            }
        }
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        ObjectNode content = statement.putObject(of.part.toLowerCase(Locale.ROOT));
        said.forEach((list, elements) -> content.set(list.name, elements));
        return statement;
    }

    /** The column that says what a problem is about, null if it is about none. */
    static @Nullable String columnOf(String field) {
        Matcher element = ELEMENT.matcher(field);
        if (!element.matches()) {
            return ONLY.contains(field) ? field : null;
        }
        String name = field.substring(Math.max(field.lastIndexOf('.'), field.lastIndexOf(']')) + 1);
        if (element.group(3) != null) {
            return FUNDING.columns.contains(name) ? name : null;
        }
        return ALL.stream().flatMap(each -> each.lists.stream()).filter(list -> list.name.equals(element.group(1)))
                .map(list -> list.fields.isEmpty() ? list.columns.getFirst() : column(list, name))
                .filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static @Nullable String column(Listed list, String field) {
        int index = list.fields.indexOf(field);
        return index < 0 ? null : list.columns.get(index);
    }

    /** The row that says the element a problem is about, the first one if it is about none. */
    static int rowOf(List<Cells> rows, String field) {
        Matcher element = ELEMENT.matcher(field);
        if (!element.matches()) {
            return 0;
        }
        int[] saying = ALL.stream().flatMap(each -> each.lists.stream()).filter(list -> list.name.equals(element.group(1))).findFirst()
                .map(list -> IntStream.range(0, rows.size()).filter(row -> list.isIn(rows.get(row))).toArray())
                .orElse(new int[0]);
        int index = Integer.parseInt(element.group(2));
        int fund = element.group(3) == null ? 0 : Integer.parseInt(element.group(3));
        return index < saying.length ? Math.min(saying[index] + fund, rows.size() - 1) : 0;
    }

    private static StatementRows of(@Nullable String name) {
        if (name == null) {
            throw ProblemException.missing("part");
        }
        return ALL.stream().filter(each -> each.part.equals(name)).findFirst()
                .orElseThrow(() -> ProblemException.invalid("part", "one of " + ALL.stream().map(StatementRows::part).toList()));
    }

    private void requireOnly(Cells row, List<String> others) {
        Stream.concat(ONLY.stream(), others.stream())
                .filter(column -> row.of(column) != null && !isOf(column))
                .findFirst()
                .ifPresent(column -> {
                    throw new ProblemException(UNKNOWN_FIELD, column, column + " is not a column of " + part);
                });
    }

    private boolean isOf(String column) {
        return HEAD.contains(column) || lists.stream().anyMatch(list -> list.columns.contains(column))
                || (hasFunds() && FUNDING.columns.contains(column));
    }

    private boolean hasFunds() {
        return part.equals(PROCUREMENT);
    }
}
