package dev.budgetledger.projection.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.entries.EntryKind;
import dev.budgetledger.projection.entries.Operation;
import dev.budgetledger.projection.entries.jdbc.LineHistory;

/** Makes the summaries over entries that an earlier release stored without. */
final class SnapshotBackfill {

    private static final int SNAPSHOTS_PER_WRITE = 1000;

    private final LineSnapshots summaries;
    private final List<LineSnapshot> kept = new ArrayList<>();
    private @Nullable LineSnapshotBuilder sums;
    private long line;
    private long position;

    private SnapshotBackfill(LineSnapshots summaries) {
        this.summaries = summaries;
    }

    /** Adds them once, in the caller's transaction; other instances wait. */
    static void add(JdbcClient jdbc, LineSnapshots summaries) {
        boolean complete = jdbc.sql("select complete from summarised for update").query(Boolean.class).single();
        if (complete) {
            return;
        }
        SnapshotBackfill added = new SnapshotBackfill(summaries);
        jdbc.sql("""
                        select line, position, effective_on, operation, reversal, frozen, amount from entries
                        where line is not null order by line, position, ordinal""")
                .withFetchSize(SNAPSHOTS_PER_WRITE)
                .query(row -> {
                    added.add(row);
                });
        added.endOfFact();
        summaries.insert(added.kept);
        jdbc.sql("update summarised set complete = true").update();
    }

    private void add(ResultSet row) throws SQLException {
        if (row.getLong(1) != line || row.getLong(2) != position) {
            endOfFact();
        }
        if (sums == null || row.getLong(1) != line) {
            sums = new LineSnapshotBuilder(row.getLong(1), LineHistory.NONE);
        }
        line = row.getLong(1);
        position = row.getLong(2);
        sums.add(
                new EntryKind(Operation.valueOf(row.getString(4)), row.getBoolean(5), row.getBoolean(6)),
                row.getObject(3, LocalDate.class),
                row.getLong(7));
    }

    private void endOfFact() {
        if (sums != null) {
            sums.endOfFact(position, kept::add);
        }
        if (kept.size() >= SNAPSHOTS_PER_WRITE) {
            summaries.insert(kept);
            kept.clear();
        }
    }
}
