package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.function.Consumer;

import dev.budgetledger.projection.entries.PackedEntries;
import dev.budgetledger.projection.entries.StoredEntry;

/** How the columns {@code position, effective_on, entries} of a fact read. */
public final class EntriesOfFact {

    private EntriesOfFact() {}

    /**
     * Those of lines, in order; none if it is no posting.
     *
     * @param first where the three columns begin
     */
    public static void read(ResultSet row, int first, Consumer<StoredEntry> each) throws SQLException {
        java.sql.Array numbers = row.getArray(first + 2);
        if (numbers != null) {
            PackedEntries.ofLines(row.getLong(first), row.getObject(first + 1, LocalDate.class), (Long[]) numbers.getArray(), each);
        }
    }
}
