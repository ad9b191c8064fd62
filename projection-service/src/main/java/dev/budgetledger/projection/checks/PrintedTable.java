package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.projection.checks.EquationSide.Term;
import dev.budgetledger.projection.entries.Unit;

/**
 * 公开表 as it stands in print, whether it is served here or was brought in.
 *
 * @param columns the ids of those of money, and of changes of it, that are there
 * @param notes what stands below it
 */
record PrintedTable(TablePlan plan, Unit unit, Set<String> columns, List<PrintedRow> rows, List<String> notes) {

    private static final List<String> LEVELS = List.of("类", "款", "项");

    PrintedTable {
        columns = Set.copyOf(columns);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** 空表: nothing is printed in it but words. */
    boolean isEmpty() {
        return rows.stream().allMatch(row -> row.amounts().isEmpty());
    }

    /** What stands in a column of the row that the form has, or of the first level of its rows by code. */
    EquationSide side(TablePlan.Cell cell) {
        return switch (cell.row().form()) {
            case RowForm.Fixed fixed -> fixed(cell, fixed);
            case RowForm.Coded _ -> sum(firstLevel(cell), cell);
        };
    }

    private EquationSide fixed(TablePlan.Cell cell, RowForm.Fixed form) {
        List<PrintedRow> found = rows(cell.panel(), row -> row.key().equals(form.id()));
        if (found.isEmpty() && !isEmpty() && (form.when() == RowForm.Fixed.When.ALWAYS || isTotal(cell))) {
            return EquationSide.missing(plan.id() + " has no row " + cell.row().label());
        }
        return sum(found, cell);
    }

    /** A row that is there with money only may be missing, but no total of rows that are there. */
    private boolean isTotal(TablePlan.Cell cell) {
        return plan.panels().get(cell.panel()).codes().filter(codes -> cell.row().counts().contains(codes.counts())).isPresent();
    }

    /** Where codes are not printed, rows that are not understood are of codes all the same. */
    private List<PrintedRow> firstLevel(TablePlan.Cell cell) {
        int digits = digits(cell.row().levels().getFirst());
        return rows(cell.panel(), row -> row.isUnderstood()
                ? row.isCoded() && row.key().length() == digits
                : !printsCodes(cell.panel()));
    }

    /** The rows of a level whose codes begin so. */
    List<PrintedRow> coded(int panel, int level, String beginning) {
        return rows(panel, row -> row.isCoded() && row.key().length() == digits(level) && row.key().startsWith(beginning));
    }

    /** The codes of a level: those printed, and the parents of what is printed one level below. */
    SortedSet<String> parents(int panel, int level, int below) {
        SortedSet<String> codes = new TreeSet<>();
        for (PrintedRow row : rows(panel, PrintedRow::isCoded)) {
            if (row.key().length() == digits(level) || row.key().length() == digits(below)) {
                codes.add(row.key().substring(0, digits(level)));
            }
        }
        return codes;
    }

    /** Rows with money whose words are not understood. */
    List<PrintedRow> unknown(int panel) {
        return rows(panel, row -> !row.isUnderstood() && !row.amounts().isEmpty());
    }

    boolean printsCodes(int panel) {
        return plan.form().panels().get(panel).columns().stream()
                .anyMatch(column -> column instanceof ColumnForm.Words words && words.text() == ColumnForm.Text.CODE);
    }

    String notUnderstood(PrintedRow row) {
        return plan.id() + " row " + row.number() + ": " + row.label() + " is no row of the form";
    }

    String lacks(int level) {
        return plan.id() + " has no rows of " + LEVELS.get(level - 1);
    }

    /** The sum of a column over some of the rows; nothing if there are none. */
    EquationSide sum(List<PrintedRow> some, TablePlan.Cell cell) {
        return sum(some, cell.column());
    }

    /** The same. */
    EquationSide sum(List<PrintedRow> some, TablePlan.Column of) {
        String column = of.id();
        if (!columns.contains(column) && !isEmpty()) {
            return EquationSide.notPrinted(plan.id() + " has no column " + of.title());
        }
        List<Term> terms = some.stream()
                .map(row -> new Term(plan.id(), row.number(), row.label(), column, row.amounts().get(column)))
                .toList();
        return some.stream().filter(row -> row.unknown().contains(column)).findFirst()
                .map(row -> new EquationSide(terms, null, plan.id() + " row " + row.number() + ": " + of.title() + " is not known"))
                .orElseGet(() -> EquationSide.of(terms));
    }

    private List<PrintedRow> rows(int panel, Predicate<PrintedRow> wanted) {
        return rows.stream().filter(row -> row.panel() == panel).filter(wanted).toList();
    }

    private static int digits(int level) {
        return 1 + 2 * level;
    }

    /**
     * 行 as it stands in print, of one panel.
     *
     * @param number 序号, from 1
     * @param key the id of the row in the form, or its code; empty where its words are not understood
     * @param label the words that name it, with its code
     * @param amounts by column id; a blank is missing, and counts as zero
     * @param changes 增减 by column id, as printed, of a percentage in percent; a blank is missing
     * @param unknown ids of columns in which nothing is printed since it is not known
     */
    record PrintedRow(
            int number,
            int panel,
            String key,
            String label,
            Map<String, PrintedAmount> amounts,
            Map<String, BigDecimal> changes,
            Set<String> unknown) {

        PrintedRow {
            amounts = Map.copyOf(amounts);
            changes = Map.copyOf(changes);
            unknown = Set.copyOf(unknown);
        }

        PrintedRow withUnknown(Set<String> columns) {
            return new PrintedRow(number, panel, key, label, amounts, changes, columns);
        }

        boolean isUnderstood() {
            return !key.isEmpty();
        }

        /** Whether it is the row of a code: no other is called by digits. */
        boolean isCoded() {
            return isUnderstood() && key.chars().allMatch(c -> c >= '0' && c <= '9');
        }
    }
}
