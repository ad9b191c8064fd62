package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.entries.DaySums;
import dev.budgetledger.projection.entries.jdbc.LineHistories;
import dev.budgetledger.projection.entries.jdbc.LineHistory;

/**
 * Keeps the summaries of lines while entries come in. It remembers how many entries each line has and what those behind its last
 * page come to, and reads a line's summaries only when a page of it is filled.
 */
final class LineSummaries {

    /** Lines of which the end is remembered, each with a few hundred bytes; of another it is read. */
    private static final int REMEMBERED = 250_000;

    private final JdbcOperations operations;
    private final LineHistories histories;
    private final Map<Long, End> ends = new HashMap<>();

    /** The end of a line: how many entries it has, and the sums of those behind its last page. */
    private static final class End {
        private long entries;
        private DaySums.Builder rest;

        End(long entries, DaySums.Builder rest) {
            this.entries = entries;
            this.rest = rest;
        }
    }

    LineSummaries(JdbcOperations operations) {
        this.operations = operations;
        this.histories = new LineHistories(JdbcClient.create(operations));
    }

    /** Takes in entries of lines, each line's in the order of the log, before they are stored themselves. */
    void add(Map<Long, List<EntryRow>> entries) {
        remember(entries.keySet());
        Set<Long> filling = entries.keySet().stream()
                .filter(line -> GrowingSums.fillsPage(
                        end(line).entries, Objects.requireNonNull(entries.get(line)).size()))
                .collect(Collectors.toSet());
        Map<Long, LineHistory> summaries = histories.readSummaries(filling);
        List<LineSummary> kept = new ArrayList<>();
        entries.forEach((line, rows) -> {
            End end = end(line);
            LineHistory before = summaries.get(line);
            if (before == null) {
                rows.forEach(row -> end.rest.add(row.kind(), row.effectiveOn(), row.entry().amount().fen()));
                end.entries += rows.size();
            } else {
                GrowingSums sums = new GrowingSums(
                        line, new LineHistory(end.entries, before.all(), before.since(), end.rest.build()));
                grow(sums, rows, kept);
                end.entries = sums.entries();
                end.rest = sums.rest();
            }
        });
        insert(kept);
    }

    private void remember(Set<Long> lines) {
        if (ends.size() > REMEMBERED) {
            ends.clear();
        }
        List<Long> unknown = lines.stream().filter(line -> !ends.containsKey(line)).toList();
        histories.read(unknown, Long.MAX_VALUE).forEach((line, history) ->
                ends.put(line, new End(history.entries(), new DaySums.Builder(history.rest()))));
    }

    private End end(Long line) {
        return Objects.requireNonNull(ends.get(line));
    }

    /** What is remembered may no longer be so. */
    void forget() {
        ends.clear();
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
