package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.entries.jdbc.LineHistories;
import dev.budgetledger.projection.entries.jdbc.LineHistory;

/**
 * Keeps the summaries of lines while entries come in. It remembers how many entries each line has, and reads a line only when
 * that says that a page of it is filled.
 */
final class LineSummaries {

    /** Lines whose count is remembered; another is counted anew. */
    private static final int REMEMBERED = 200_000;

    private final JdbcOperations operations;
    private final LineHistories histories;
    private final Map<Long, Long> counts = new HashMap<>();

    LineSummaries(JdbcOperations operations) {
        this.operations = operations;
        this.histories = new LineHistories(JdbcClient.create(operations));
    }

    /** Takes in entries of lines, each line's in the order of the log, before they are stored themselves. */
    void add(Map<Long, List<EntryRow>> entries) {
        if (counts.size() > REMEMBERED) {
            counts.clear();
        }
        Set<Long> wanted = new HashSet<>();
        entries.forEach((line, rows) -> {
            Long count = counts.get(line);
            if (count == null || GrowingSums.fillsPage(count, rows.size())) {
                wanted.add(line);
            }
        });
        Map<Long, LineHistory> known = histories.read(wanted, Long.MAX_VALUE);
        List<LineSummary> kept = new ArrayList<>();
        entries.forEach((line, rows) -> {
            LineHistory history = known.get(line);
            if (history != null) {
                grow(new GrowingSums(line, history), rows, kept);
            }
            long before = history == null ? Objects.requireNonNull(counts.get(line)) : history.entries();
            counts.put(line, before + rows.size());
        });
        insert(kept);
    }

    /** What is remembered may no longer be so. */
    void forget() {
        counts.clear();
    }

    private static void grow(GrowingSums sums, List<EntryRow> rows, List<LineSummary> kept) {
        for (int i = 0; i < rows.size(); i++) {
            EntryRow row = rows.get(i);
            sums.add(row.kind(), row.effectiveOn(), row.entry().amount().fen());
            if (i + 1 == rows.size() || rows.get(i + 1).position() != row.position()) {
                sums.endOfFact(row.position(), kept::add);
            }
        }
    }

    void insert(List<LineSummary> kept) {
        if (kept.isEmpty()) {
            return;
        }
        CopyRows rows = new CopyRows("line_summaries", "line", "position", "entries", "level", "sums");
        for (LineSummary each : kept) {
            rows.row()
                    .bigint(each.line())
                    .bigint(each.position())
                    .bigint(each.entries())
                    .smallint(each.level())
                    .bytea(each.sums().bytes());
        }
        rows.into(operations);
    }
}
