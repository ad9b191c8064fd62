package dev.budgetledger.projection.disclosure.table;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.budgetledger.projection.entries.Unit;

/**
 * 公开表: a disclosure table, its amounts exact.
 *
 * @param id as in the address, {@code three-public}
 * @param unit what its form counts amounts in
 * @param digits how its amounts are written once rounded
 * @param notes printed below it
 * @param partial whether a row that is not there may have money all the same, where it is to be held against another year
 * @param priorPartial the same in columns of the year before
 */
public record Table(
        String id, String title, Unit unit, Digits digits, List<Column> columns, List<Row> rows, List<String> notes,
        boolean partial, boolean priorPartial) {

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** The same with one more note below it. */
    public Table noting(String note) {
        return new Table(id, title, unit, digits, columns, rows, Stream.concat(notes.stream(), Stream.of(note)).toList(), partial, priorPartial);
    }

    /** Whether a row that is not there may have money in a column all the same. */
    public boolean isPartial(Column column) {
        return column.year() == null ? partial : priorPartial;
    }

    /**
     * The words that say what an amount of a row is of: those of the last column of words before it, if it has any. A table
     * without words is of one row.
     */
    public Optional<Cell.Text> heading(Row row, String column) {
        Cell.Text heading = columns.getFirst().type() == Column.Type.TEXT ? null : new Cell.Text("", id);
        for (Column each : columns) {
            if (each.id().equals(column)) {
                break;
            }
            if (each.type() == Column.Type.TEXT) {
                heading = row.cells().get(each.id()) instanceof Cell.Text text ? text : null;
            }
        }
        return Optional.ofNullable(heading);
    }
}
