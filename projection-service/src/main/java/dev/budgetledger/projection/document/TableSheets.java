package dev.budgetledger.projection.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.DocumentForm.LineNumbers;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.document.GridCell.Kind;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

/** Tables as sheets: their heads merged, their amounts written, each with its cell as the source. */
public final class TableSheets {

    /** 序号 and 栏次, as most places call them. */
    private static final LineNumbers NUMBERS = new LineNumbers("序号", "栏次");

    private TableSheets() {}

    /** A table as printed, with numbered rows and columns. */
    public static Sheet of(Table table, BudgetAsOf budget, Unit measure) {
        return of(table, corners(budget, measure), NUMBERS, measure);
    }

    /** A table as printed in a form: with numbered rows and columns, unless its document has none. */
    public static Sheet of(Table table, BudgetAsOf budget, Unit measure, Form form) {
        return of(table, corners(budget, measure), form.document() == null ? NUMBERS : form.document().lineNumbers(), measure);
    }

    /**
     * A table as printed.
     *
     * @param numbers what the numbers of rows and columns are called; absent if it has none
     */
    static Sheet of(Table table, Sheet.Corners corners, @Nullable LineNumbers numbers, Unit measure) {
        List<List<GridCell>> head = TableHeads.of(numbers == null ? null : numbers.rows(), table.columns());
        if (numbers != null) {
            head.add(counts(numbers.columns(), table.columns().size()));
        }
        List<Boolean> labels = IntStream.range(0, table.columns().size()).mapToObj(i -> isLabel(table.columns(), i)).toList();
        return new Sheet(
                table.id(),
                table.title(),
                corners,
                head,
                table.rows().stream().map(row -> row(row, table, labels, measure, numbers != null)).toList(),
                table.notes());
    }

    private static Sheet.Corners corners(BudgetAsOf budget, Unit measure) {
        String unit = budget.ofUnit() == null ? "" : " 预算单位:" + budget.ofUnit();
        return new Sheet.Corners(
                budget.department().code() + " " + budget.department().name() + unit,
                "预算年度:" + budget.fiscalYear(),
                "单位:" + measure.chinese());
    }

    /** Columns are cited by their number. */
    private static List<GridCell> counts(String called, int columns) {
        List<GridCell> counts = new ArrayList<>(List.of(new GridCell(called, Kind.HEAD)));
        for (int i = 1; i <= columns; i++) {
            counts.add(new GridCell(Integer.toString(i), Kind.HEAD));
        }
        return counts;
    }

    private static List<GridCell> row(Row row, Table table, List<Boolean> labels, Unit measure, boolean numbered) {
        List<GridCell> cells = new ArrayList<>();
        if (numbered) {
            cells.add(new GridCell(Integer.toString(row.number()), Kind.COUNT));
        }
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            String text = row.print(column, measure, table.digits());
            cells.add(switch (column.type()) {
                case TEXT -> new GridCell(text, labels.get(i) ? Kind.LABEL : Kind.MARK);
                case AMOUNT, PERCENT -> new GridCell(text, Kind.NUMBER, 1, 1, text.isEmpty() || row.cells().get(column.id()) instanceof Cell.Unknown
                        ? null
                        : new Source.TableCell(table.id(), row.number(), column.id()));
            });
        }
        return cells;
    }

    /** The last column of words before amounts is what a row is called, as {@link Table#heading}. */
    private static boolean isLabel(List<Column> columns, int i) {
        return i + 1 == columns.size() || columns.get(i + 1).type() != Column.Type.TEXT;
    }

    /** 表头: the heads of a table in rows; neighbours under the same heads share them, and a title reaches down to the lowest row. */
    static final class TableHeads {

        private TableHeads() {}

        /** @param first the head of the column before all others, if there is one */
        static List<List<GridCell>> of(@Nullable String first, List<Column> columns) {
            int depth = 1 + columns.stream().mapToInt(column -> column.under().size()).max().orElse(0);
            List<List<GridCell>> rows = new ArrayList<>();
            for (int level = 0; level < depth; level++) {
                List<GridCell> row = new ArrayList<>();
                if (level == 0 && first != null) {
                    row.add(head(first, 1, depth));
                }
                for (int i = 0; i < columns.size(); ) {
                    Column column = columns.get(i);
                    int spans = level < column.under().size() ? sharing(columns, i, level) : 1;
                    if (level < column.under().size()) {
                        row.add(head(column.under().get(level), spans, 1));
                    } else if (level == column.under().size()) {
                        row.add(head(column.title(), 1, depth - level));
                    }
                    i += spans;
                }
                rows.add(row);
            }
            return rows;
        }

        private static GridCell head(String text, int columns, int rows) {
            return new GridCell(text, Kind.HEAD, columns, rows, null);
        }

        /** How many neighbours from one on are under the same heads down to a level. */
        private static int sharing(List<Column> columns, int from, int level) {
            List<String> heads = columns.get(from).under().subList(0, level + 1);
            int to = from + 1;
            while (to < columns.size()
                    && columns.get(to).under().size() > level
                    && columns.get(to).under().subList(0, level + 1).equals(heads)) {
                to++;
            }
            return to - from;
        }
    }
}
