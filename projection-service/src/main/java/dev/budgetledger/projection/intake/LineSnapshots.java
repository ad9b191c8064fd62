package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.entries.jdbc.LineHistories;
import dev.budgetledger.projection.entries.jdbc.LineHistory;

/**
 * Keeps the summaries of lines while entries come in. Where a line ends is remembered with it, so the summaries of a line are
 * read only when a page of it is filled.
 */
final class LineSnapshots {

    private final JdbcOperations operations;
    private final LineHistories histories;

    LineSnapshots(JdbcOperations operations) {
        this.operations = operations;
        this.histories = new LineHistories(JdbcClient.create(operations));
    }

    /** Takes in entries of lines, each line's in the order of the log, before they are stored themselves. */
    void add(Map<RememberedLine, List<EntryRow>> entries) {
        readEnds(entries.keySet());
        List<Long> filling = new ArrayList<>();
        entries.forEach((line, rows) -> {
            if (LineSnapshotBuilder.fillsPage(end(line).entries(), rows.size())) {
                filling.add(line.id());
            }
        });
        Map<Long, LineHistory> summaries = histories.readSummaries(filling);
        List<LineSnapshot> kept = new ArrayList<>();
        entries.forEach((line, rows) -> {
            RememberedLine.End end = end(line);
            LineHistory before = summaries.get(line.id());
            if (before == null) {
                rows.forEach(end::add);
            } else {
                LineSnapshotBuilder sums = new LineSnapshotBuilder(line.id(), endingAt(end, before, line.id()));
                grow(sums, rows, kept);
                end.is(sums);
            }
        });
        insert(kept);
    }

    /** What is after the last summary is remembered, unless it is not the last that there should be. */
    private LineHistory endingAt(RememberedLine.End end, LineHistory before, Long line) {
        return LineSnapshotBuilder.fillsPage(before.entries(), end.entries() - before.entries())
                ? Objects.requireNonNull(histories.read(List.of(line), Long.MAX_VALUE).get(line))
                : new LineHistory(end.entries(), before.all(), before.since(), end.rest());
    }

    private void readEnds(Set<RememberedLine> lines) {
        Map<Long, RememberedLine> unread = new HashMap<>();
        lines.stream().filter(line -> line.end() == null).forEach(line -> unread.put(line.id(), line));
        histories.read(unread.keySet(), Long.MAX_VALUE)
                .forEach((id, history) -> Objects.requireNonNull(unread.get(id)).endsAt(new RememberedLine.End(history)));
    }

    private static RememberedLine.End end(RememberedLine line) {
        return Objects.requireNonNull(line.end());
    }

    private static void grow(LineSnapshotBuilder sums, List<EntryRow> rows, List<LineSnapshot> kept) {
        for (int i = 0; i < rows.size(); i++) {
            EntryRow row = rows.get(i);
            sums.add(row.kind(), row.effectiveOn(), row.entry().amount().fen());
            if (i + 1 == rows.size() || rows.get(i + 1).position() != row.position()) {
                sums.endOfFact(row.position(), kept::add);
            }
        }
    }

    void insert(List<LineSnapshot> kept) {
        if (kept.isEmpty()) {
            return;
        }
        CopyRows rows = new CopyRows("line_snapshots", "line", "position", "entries", "level", "sums");
        for (LineSnapshot each : kept) {
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
