package dev.budgetledger.projection.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.projection.checks.Checks.CheckList;
import dev.budgetledger.projection.checks.PrintedTable.PrintedRow;

/** What a table says of itself: which of its columns, its rows and its levels add up to another is what they count. */
final class SumChecks {

    private static final List<String> LEVELS = List.of("class", "group", "item");
    private static final List<String> CHINESE = List.of("类", "款", "项");
    private static final int MOST_NAMED = 8;

    private final TablePlan table;
    private final CheckList checks;

    private SumChecks(TablePlan table, CheckList checks) {
        this.table = table;
        this.checks = checks;
    }

    static void of(TablePlan table, CheckList checks) {
        SumChecks sums = new SumChecks(table, checks);
        for (int i = 0; i < table.panels().size(); i++) {
            sums.rows(i);
            sums.levels(i);
        }
        for (int i = 0; i < table.panels().size(); i++) {
            for (List<TablePlan.Column> ofYear : sums.byYear(i)) {
                sums.columns(i, ofYear);
            }
            sums.unfilled(i);
        }
    }

    /** The columns of the table's own year, and then those of the year before. */
    private List<List<TablePlan.Column>> byYear(int panel) {
        return Stream.of(false, true)
                .map(prior -> table.panels().get(panel).columns().stream().filter(column -> column.isOfPriorYear() == prior).toList())
                .filter(columns -> !columns.isEmpty())
                .toList();
    }

    private static String ofYear(List<TablePlan.Column> columns) {
        return columns.getFirst().counts().ofYear();
    }

    /** Rows that are the sum of others, in every column. */
    private void rows(int panel) {
        List<TablePlan.Row> rows = table.panels().get(panel).rows();
        for (TablePlan.Row whole : rows) {
            if (whole.form() instanceof RowForm.Fixed fixed && !whole.counts().isNothing()) {
                Partition.of(whole.counts(), rows, TablePlan.Row::counts)
                        .map(Partition::parts)
                        .or(() -> named(fixed.sum(), rows, row -> row.form().id()))
                        .or(() -> withUnfilled(whole, rows))
                        .ifPresent(parts -> rows(panel, whole, parts));
            }
        }
    }

    /** What says of itself which rows or columns it is the sum of, where they are no one coverage. */
    private static <T> Optional<List<T>> named(
            @Nullable List<String> sum, List<T> all, Function<T, String> id) {
        return sum == null || sum.isEmpty()
                ? Optional.empty()
                : Optional.of(all.stream().filter(each -> sum.contains(id.apply(each))).toList());
    }

    /**
     * A row below that counts the same, and before it one that is never filled in here though others may: 其中 of an item. Together
     * they are the item.
     */
    private static Optional<List<TablePlan.Row>> withUnfilled(TablePlan.Row whole, List<TablePlan.Row> rows) {
        List<TablePlan.Row> below = rows.subList(rows.indexOf(whole) + 1, rows.size());
        return below.stream()
                .filter(row -> !row.isCoded() && row.counts().equals(whole.counts()))
                .findFirst()
                .map(rest -> below.subList(0, below.indexOf(rest) + 1).stream()
                        .filter(row -> row.equals(rest) || row.counts().isNothing())
                        .toList());
    }

    private void rows(int panel, TablePlan.Row whole, List<TablePlan.Row> parts) {
        Optional<TablePlan.Row> codes = parts.stream().filter(TablePlan.Row::isCoded).findFirst();
        String id = table.isBalance()
                ? (table.isOfIncome(panel) ? "income" : "expenditure")
                : codes.map(row -> "total-" + LEVELS.get(row.levels().getFirst() - 1)).orElse("parts");
        String formula = table.name() + " " + whole.label() + " = "
                + added(parts.stream().map(row -> row.isCoded() ? "Σ" + CHINESE.get(row.levels().getFirst() - 1) : row.label()).toList());
        for (List<TablePlan.Column> columns : byYear(panel)) {
            checks.hard(table.name() + "-" + id + ofYear(columns), formula, "a row is the sum of its parts, in every column",
                    tables -> inTable(tables, printed -> rows(panel, whole, parts, columns, printed)));
        }
    }

    private Finding rows(
            int panel, TablePlan.Row whole, List<TablePlan.Row> parts, List<TablePlan.Column> columns, PrintedTable printed) {
        boolean coded = parts.stream().anyMatch(TablePlan.Row::isCoded);
        List<PrintedRow> unknown = coded && !printed.printsCodes(panel) ? List.of() : printed.unknown(panel);
        if (!unknown.isEmpty()) {
            return new Finding.Unmet(printed.notUnderstood(unknown.getFirst()));
        }
        List<Equation> equations = new ArrayList<>();
        for (TablePlan.Column column : columns) {
            equations.add(Equation.equal(
                    printed.side(cell(panel, whole, column)),
                    EquationSide.sum(parts.stream().map(part -> printed.side(cell(panel, part, column))).toList())));
        }
        boolean nothing = coded && equations.stream().noneMatch(each -> !each.right().terms().isEmpty());
        return nothing
                ? new Finding.Unmet(printed.lacks(table.panels().get(panel).codes().orElseThrow().levels().getFirst()))
                : Finding.of(equations, "no columns");
    }

    /**
     * 类 = Σ款, 款 = Σ项, in every column. A table may leave a level out; a row of a level that it has may not be missing: that is zero on
     * its side.
     */
    private void levels(int panel) {
        table.panels().get(panel).codes().ifPresent(codes -> {
            for (int i = 1; i < codes.levels().size(); i++) {
                int level = codes.levels().get(i - 1);
                int below = codes.levels().get(i);
                for (List<TablePlan.Column> columns : byYear(panel)) {
                    checks.hard(table.name() + "-" + LEVELS.get(level - 1) + "-" + LEVELS.get(below - 1) + ofYear(columns),
                            table.name() + " " + CHINESE.get(level - 1) + " = Σ" + CHINESE.get(below - 1),
                            "a " + LEVELS.get(level - 1) + " is the sum of its " + LEVELS.get(below - 1) + "s, in every column",
                            tables -> inTable(tables, printed -> levels(panel, codes, List.of(level, below), columns, printed)));
                }
            }
        });
    }

    /** @param both a level, and the one below it */
    private Finding levels(
            int panel, TablePlan.Row codes, List<Integer> both, List<TablePlan.Column> columns, PrintedTable printed) {
        int level = both.getFirst();
        int below = both.getLast();
        for (int each : both) {
            if (printed.coded(panel, each, "").isEmpty()) {
                return new Finding.Unmet(printed.lacks(each));
            }
        }
        List<Equation> equations = new ArrayList<>();
        for (String code : printed.parents(panel, level, below)) {
            for (TablePlan.Column column : columns) {
                TablePlan.Cell cell = cell(panel, codes, column);
                equations.add(Equation.equal(
                        printed.sum(printed.coded(panel, level, code), cell), printed.sum(printed.coded(panel, below, code), cell)));
            }
        }
        return Finding.of(equations, "no columns");
    }

    /** Columns that are the sum of others, in every row. */
    private void columns(int panel, List<TablePlan.Column> columns) {
        boolean first = true;
        for (TablePlan.Column whole : columns) {
            Optional<Partition<TablePlan.Column>> found = Partition.of(whole.counts(), columns, TablePlan.Column::counts)
                    .or(() -> named(whole.form().sum(), columns, TablePlan.Column::id).map(parts -> new Partition<>(parts, false)));
            if (found.isPresent()) {
                Partition<TablePlan.Column> sum = found.get();
                checks.hard(table.name() + "-row" + (first ? "" : "-" + firstWord(whole.id())) + ofYear(columns),
                        table.name() + " " + whole.title() + " = " + added(sum.parts().stream().map(TablePlan.Column::title).toList()),
                        "every row is the sum of its columns",
                        tables -> inTable(tables, printed -> columns(panel, whole, sum, printed, tables)));
                first = false;
            }
        }
    }

    /** An id stays when a title or the rest of it changes: {@code current} of {@code currentYear}. */
    private static String firstWord(String id) {
        return id.chars().takeWhile(c -> !Character.isUpperCase(c)).mapToObj(Character::toString).collect(Collectors.joining())
                .toLowerCase(Locale.ROOT);
    }

    private Finding columns(
            int panel, TablePlan.Column whole, Partition<TablePlan.Column> sum, PrintedTable printed, PrintedTables tables) {
        List<Coverage> rare = sum.leavesOut() ? tables.rare() : List.of();
        List<Equation> equations = new ArrayList<>();
        for (PrintedRow row : printed.rows()) {
            if (row.panel() == panel && !mayHave(rare, row, whole)) {
                equations.add(Equation.equal(
                        side(row, whole, printed),
                        EquationSide.sum(sum.parts().stream().map(part -> side(row, part, printed)).toList())));
            }
        }
        return Finding.of(equations, "every row of " + table.id() + " has money of kinds for which it has no column");
    }

    /** Money of its own code, or of one below it. */
    private boolean mayHave(List<Coverage> rare, PrintedRow row, TablePlan.Column whole) {
        return !rare.isEmpty()
                && PrintedTables.counts(table.panels().get(row.panel()), row)
                        .map(whole::of)
                        .filter(counts -> rare.stream().anyMatch(each ->
                                counts.contains(Coverage.Part.FUNCTION, each) && counts.overlaps(each)))
                        .isPresent();
    }

    private EquationSide side(PrintedRow row, TablePlan.Column column, PrintedTable printed) {
        return printed.sum(List.of(row), cell(row.panel(), table.panels().get(row.panel()).rows().getFirst(), column));
    }

    /** What is never filled in, or is of units of which there are none, is nothing. */
    private void unfilled(int panel) {
        Set<TablePlan.Row> partOfAnother = table.panels().get(panel).rows().stream()
                .flatMap(row -> withUnfilled(row, table.panels().get(panel).rows()).stream().flatMap(List::stream))
                .collect(Collectors.toSet());
        Stream<TablePlan.Cell> nothing = table.fixedCells().stream()
                .filter(cell -> cell.panel() == panel && cell.counts().isNothing() && !partOfAnother.contains(cell.row()))
                .filter(cell -> !isSum(cell));
        nothing.forEach(cell -> checks.hard(table.name() + "-nothing" + cell.column().counts().ofYear(), table.name() + " " + cell.words() + " = 0",
                "what the form never fills in, or fills in for other units, is zero",
                tables -> inTable(tables, printed -> Finding.equal(printed.side(cell), EquationSide.ZERO))));
    }

    private static boolean isSum(TablePlan.Cell cell) {
        List<String> columns = cell.column().form().sum();
        List<String> rows = cell.row().form() instanceof RowForm.Fixed fixed ? fixed.sum() : null;
        return (columns != null && !columns.isEmpty()) || (rows != null && !rows.isEmpty());
    }

    private Finding inTable(PrintedTables tables, Function<PrintedTable, Finding> rule) {
        return tables.find(table)
                .map(printed -> printed.isEmpty() ? new Finding.Unmet(table.id() + " is empty") : rule.apply(printed))
                .orElseGet(() -> new Finding.Unmet(table.id() + " is not there"));
    }

    private TablePlan.Cell cell(int panel, TablePlan.Row row, TablePlan.Column column) {
        return table.cell(panel, row, column);
    }

    private static String added(List<String> names) {
        return names.size() <= MOST_NAMED
                ? String.join(" + ", names)
                : names.getFirst() + " + … + " + names.getLast();
    }
}
