package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.List;

/**
 * What a row counts.
 *
 * @param lines all of it
 * @param items the same in the innermost items, which are rounded by themselves where a table adds up what is printed
 */
record Counted(List<Marked> lines, List<List<Marked>> items) {

    static Counted item(List<Marked> lines) {
        return new Counted(lines, List.of(lines));
    }

    static Counted together(List<Counted> parts) {
        List<Marked> lines = new ArrayList<>();
        List<List<Marked>> items = new ArrayList<>();
        for (Counted part : parts) {
            lines.addAll(part.lines());
            items.addAll(part.items());
        }
        return new Counted(lines, items);
    }

    /** The same with what may be of it, which is no item. */
    Counted with(List<Marked> others) {
        if (others.isEmpty()) {
            return this;
        }
        List<Marked> all = new ArrayList<>(lines);
        all.addAll(others);
        return new Counted(all, items);
    }

    boolean hasMoney() {
        return lines.stream().anyMatch(line -> !line.amount().isZero());
    }
}
