package dev.budgetledger.projection.disclosure.table;

import java.util.Map;

import dev.budgetledger.projection.entries.Unit;

/**
 * 行: a row of a table.
 *
 * @param number 序号, from 1
 * @param cells by column id; a column that is missing is blank
 */
public record Row(int number, Map<String, Cell> cells) {

    public Row {
        cells = Map.copyOf(cells);
    }

    /** The printed cell of a column, empty if blank. */
    public String print(Column column, Unit unit, Digits digits) {
        Cell cell = cells.get(column.id());
        String zero = column.zero();
        return cell == null ? "" : cell.print(unit, zero == null ? digits : digits.withZero(zero));
    }
}
