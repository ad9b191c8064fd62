package dev.budgetledger.projection.replay;

import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/**
 * Where a stored row belongs in the log.
 *
 * @param table of the database
 * @param ordinal of an entry in its posting, else -1
 * @param name of a budget or a code, else empty
 */
record RowKey(long position, StoredTable table, int ordinal, String name) implements Comparable<RowKey> {

    private static final Comparator<RowKey> ORDER = Comparator.comparingLong(RowKey::position)
            .thenComparing(RowKey::table)
            .thenComparingInt(RowKey::ordinal)
            .thenComparing(RowKey::name);

    @Override
    public int compareTo(RowKey other) {
        return ORDER.compare(this, other);
    }

    Drift.OfRow difference(String column, @Nullable String served, @Nullable String expected) {
        return new Drift.OfRow(table.sqlName(), position, ordinal < 0 ? null : ordinal, name.isEmpty() ? null : name,
                column, served, expected);
    }
}
