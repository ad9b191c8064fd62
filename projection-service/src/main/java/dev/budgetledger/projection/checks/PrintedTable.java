package dev.budgetledger.projection.checks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.Unit;

/** 公开表 as it stands in print, whether it is served here or was brought in. */
record PrintedTable(TableId id, List<Column> columns, List<PrintedRow> rows) {

    PrintedTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The table as it is served in this unit, with the money that its cells are rounded from. */
    static PrintedTable of(TableId id, Table table, Unit unit) {
        return new PrintedTable(id, table.columns(), table.rows().stream().map(row -> print(row, unit)).toList());
    }

    private static PrintedRow print(Row row, Unit unit) {
        Map<String, String> texts = new HashMap<>();
        Map<String, PrintedAmount> amounts = new HashMap<>();
        row.cells().forEach((column, cell) -> {
            switch (cell) {
                case Cell.Text(String text, _) -> texts.put(column, text);
                case Cell.Unknown() -> {}
                case Cell.Amount(var value, _, _) -> {
                    if (!value.isZero()) {
                        amounts.put(column, new PrintedAmount(unit.round(value), value));
                    }
                }
            }
        });
        return new PrintedRow(row.number(), texts, amounts);
    }

    /** 空表. */
    boolean isEmpty() {
        return rows.isEmpty();
    }

    List<String> amountColumns() {
        return columns.stream().filter(column -> column.type() == Column.Type.AMOUNT).map(Column::id).toList();
    }

    /** The sum of a column over some of the rows; nothing if there are none. */
    EquationSide sum(List<PrintedRow> some, String column) {
        return new EquationSide(some.stream().map(row -> term(row, column)).toList(), null);
    }

    /** The column of the row that is so called, which a table with rows must have; an empty table says zero. */
    EquationSide named(List<PrintedRow> found, String name, String column) {
        return found.isEmpty() && !isEmpty() ? EquationSide.missing(id.id() + " has no row " + name) : sum(found, column);
    }

    private Term term(PrintedRow row, String column) {
        return new Term(id.id(), row.number(), row.label(column), column, row.amounts().get(column), 1);
    }
}
