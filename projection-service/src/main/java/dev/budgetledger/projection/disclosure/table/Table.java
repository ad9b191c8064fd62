package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * 公开表: a disclosure table, its amounts exact.
 *
 * @param id as in the address, {@code three-public}
 * @param digits how its amounts are written once rounded
 * @param notes printed below it
 */
public record Table(
        String id, String title, Digits digits, List<Column> columns, List<Row> rows, List<String> notes) {

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** This table with one more note. */
    public Table withNote(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Table(id, title, digits, columns, rows, more);
    }

    /** The words that say what an amount of a row is of: those of the last column of words before it, if it has any. */
    public Optional<Cell.Text> heading(Row row, String column) {
        Cell.Text heading = null;
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

    /** Rows numbered from 1 in the order given. */
    static List<Row> numbered(List<Map<String, Cell>> rows) {
        List<Row> numbered = new ArrayList<>();
        for (Map<String, Cell> cells : rows) {
            numbered.add(new Row(numbered.size() + 1, cells));
        }
        return numbered;
    }
}
