package dev.budgetledger.projection.disclosure.http;

import java.util.List;

import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;

/** Looks into tables before they are rounded. */
final class Cells {

    private Cells() {}

    static long fen(Row row, String column) {
        return row.cells().get(column) instanceof Cell.Amount amount ? amount.value().fen() : 0;
    }

    static String text(Row row, String column) {
        return row.cells().get(column) instanceof Cell.Text(String text, _) ? text : "";
    }

    /** The first row with this text in this column. */
    static Row row(Table table, String column, String text) {
        return table.rows().stream()
                .filter(row -> text(row, column).equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + text + " in " + table.id()));
    }

    static List<String> amountColumns(Table table) {
        return table.columns().stream()
                .filter(column -> column.type() == Column.Type.AMOUNT)
                .map(Column::id)
                .toList();
    }

    static long sum(List<Row> rows, String column) {
        return rows.stream().mapToLong(row -> fen(row, column)).sum();
    }
}
