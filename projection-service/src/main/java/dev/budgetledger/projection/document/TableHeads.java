package dev.budgetledger.projection.document;

import java.util.ArrayList;
import java.util.List;

import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.document.GridCell.Kind;

/** 表头: the heads of a table in rows; neighbours under the same heads share them, and a title reaches down to the lowest row. */
final class TableHeads {

    private TableHeads() {}

    /** @param first the head of the column before all others */
    static List<List<GridCell>> of(String first, List<Column> columns) {
        int depth = 1 + columns.stream().mapToInt(column -> column.under().size()).max().orElse(0);
        List<List<GridCell>> rows = new ArrayList<>();
        for (int level = 0; level < depth; level++) {
            List<GridCell> row = new ArrayList<>();
            if (level == 0) {
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
