package dev.budgetledger.projection.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;

/** 变动表: the cells of a table at two points side by side, matched by what their rows are, not where they stand. */
public final class Changes {

    private record Key(String row, String column) {}

    private record Found(String label, Column of, Cell cell) {
        Cell.@Nullable Amount amount() {
            return cell instanceof Cell.Amount amount ? amount : null;
        }
    }

    private Changes() {}

    /**
     * All cells that hold an amount at either point, in the order of the later; what is there no more comes last. Columns that hold two
     * others against each other are left out: they change where those do.
     */
    public static List<CellChange> of(Table before, Table after) {
        Map<Key, Found> earlier = amounts(before);
        List<CellChange> changes = new ArrayList<>();
        amounts(after).forEach((key, found) -> {
            Found was = earlier.remove(key);
            boolean known = was == null ? !before.isPartial(found.of()) : was.amount() != null;
            changes.add(new CellChange(key.row(), found.label(), key.column(), found.of().year() != null, was == null ? null : was.amount(),
                    found.amount(), known && found.amount() != null));
        });
        earlier.forEach((key, was) -> changes.add(new CellChange(
                key.row(), was.label(), key.column(), was.of().year() != null, was.amount(), null,
                was.amount() != null && !after.isPartial(was.of()))));
        return changes;
    }

    private static Map<Key, Found> amounts(Table table) {
        Map<Key, Found> amounts = new LinkedHashMap<>();
        for (Row row : table.rows()) {
            for (Column column : table.columns()) {
                Cell cell = row.cells().get(column.id());
                if (cell instanceof Cell.Amount || cell instanceof Cell.Unknown) {
                    Cell.Text heading = table.heading(row, column.id()).orElseThrow();
                    Found other = amounts.put(
                            new Key(heading.identity(), column.id()), new Found(heading.text(), column, cell));
                    if (other != null) {
                        throw new IllegalStateException("two rows of " + table.id() + " are " + heading.identity());
                    }
                }
            }
        }
        return amounts;
    }
}
