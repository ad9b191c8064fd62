package dev.budgetledger.projection.intake;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.entries.jdbc.StreamHistories;

/** Makes the snapshots over facts that an earlier release stored without, and the entries by line. */
final class SnapshotBackfill {

    private static final String WITH_SNAPSHOT = "select from stream_snapshots where stream = ? and facts = n";
    private static final String WITH_ENTRIES =
            "select from lines l where stream = ? and exists (select from line_entries where line = l.id and position = f.position)";

    private SnapshotBackfill() {}

    private record Stream(String id, long facts) {}

    private record Fact(long number, long position) {}

    /** Adds those that are not there once, stream by stream, in the caller's transaction; other instances wait. */
    static void add(JdbcClient jdbc, StreamSnapshots snapshots) {
        boolean complete = jdbc.sql("select complete from summarised for update").query(Boolean.class).single();
        if (complete) {
            return;
        }
        for (Stream stream : streams(jdbc)) {
            facts(jdbc, stream, StreamHistories.FACTS_PER_SNAPSHOT, WITH_SNAPSHOT)
                    .forEach(each -> snapshots.add(stream.id, each.number, each.position));
            facts(jdbc, stream, StreamHistories.FACTS_PER_MIDDLE_SNAPSHOT, WITH_ENTRIES)
                    .forEach(each -> snapshots.addByLine(stream.id, each.number, each.position));
        }
        jdbc.sql("update summarised set complete = true").update();
    }

    private static List<Stream> streams(JdbcClient jdbc) {
        return jdbc.sql("""
                        select stream, max(sequence) + 1 from stored_facts where block is not null -- else it is of another shard
                        group by stream having max(sequence) + 1 >= ? order by stream""")
                .param(StreamHistories.FACTS_PER_SNAPSHOT)
                .query((row, _) -> new Stream(row.getString(1), row.getLong(2)))
                .list();
    }

    /** Every so many facts, those that come with nothing yet. */
    private static List<Fact> facts(JdbcClient jdbc, Stream stream, int step, String with) {
        return jdbc.sql("""
                        select n, f.position from generate_series(?::bigint, ?::bigint, ?::bigint) n
                        cross join lateral (select position from facts where stream = ? and sequence = n - 1 offset 0) f
                        where not exists (%s) order by n""".formatted(with))
                .params(step, stream.facts, step, stream.id, stream.id)
                .query((row, _) -> new Fact(row.getLong(1), row.getLong(2)))
                .list();
    }
}
