package dev.budgetledger.projection.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.document.GridCell.Kind;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

/** Tables as sheets: their heads merged, their amounts written, each with its cell as the source. */
public final class TableSheets {

    private static final String NUMBER = "序号";
    private static final String COUNT = "栏次";

    private TableSheets() {}

    /** A table as printed. */
    public static Sheet of(Table table, BudgetAsOf budget, Unit measure) {
        List<List<GridCell>> head = TableHeads.of(NUMBER, table.columns());
        head.add(counts(table.columns().size()));
        List<Boolean> labels = IntStream.range(0, table.columns().size()).mapToObj(i -> isLabel(table.columns(), i)).toList();
        return new Sheet(
                table.id(),
                table.title(),
                corners(budget, measure),
                head,
                table.rows().stream().map(row -> row(row, table, labels, measure)).toList(),
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
    private static List<GridCell> counts(int columns) {
        List<GridCell> counts = new ArrayList<>(List.of(new GridCell(COUNT, Kind.HEAD)));
        for (int i = 1; i <= columns; i++) {
            counts.add(new GridCell(Integer.toString(i), Kind.HEAD));
        }
        return counts;
    }

    private static List<GridCell> row(Row row, Table table, List<Boolean> labels, Unit measure) {
        List<GridCell> cells = new ArrayList<>(List.of(new GridCell(Integer.toString(row.number()), Kind.COUNT)));
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            String text = row.print(column, measure, table.digits());
            cells.add(switch (column.type()) {
                case TEXT -> new GridCell(text, labels.get(i) ? Kind.LABEL : Kind.MARK);
                case AMOUNT -> new GridCell(text, Kind.NUMBER, 1, 1, text.isEmpty() || !(row.cells().get(column.id()) instanceof Cell.Amount)
                        ? null
                        : new Source.TableCell(table.id(), row.number(), column.id()));
            });
        }
        return cells;
    }

    /** The last column of words before amounts is what a row is called, as {@link Table#heading}. */
    private static boolean isLabel(List<Column> columns, int i) {
        return i + 1 == columns.size() || columns.get(i + 1).type() == Column.Type.AMOUNT;
    }
}
