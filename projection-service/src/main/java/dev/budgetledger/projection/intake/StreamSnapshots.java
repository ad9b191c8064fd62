package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.projection.entries.StreamSums;
import dev.budgetledger.projection.entries.jdbc.StreamHistories;

/**
 * Keeps the snapshots of streams while facts come in: each follows from the stored facts of its stream up to it, so that nothing is
 * remembered, and any instance, in whatever batches, keeps the same.
 */
public final class StreamSnapshots {

    private final JdbcClient jdbc;
    private final StreamHistories histories;

    StreamSnapshots(JdbcOperations operations) {
        this.jdbc = JdbcClient.create(operations);
        this.histories = new StreamHistories(jdbc);
    }

    /** Whether a snapshot is of all facts, not of the last ones. */
    public static boolean isBase(long daySumsSinceBase, long daySumsOfBase) {
        return 2 * daySumsSinceBase >= daySumsOfBase;
    }

    /** Facts have been stored, and their entries. */
    void add(List<IncomingRecord.OfFact> stored) {
        for (IncomingRecord.OfFact each : stored) {
            Envelope envelope = each.envelope();
            long facts = envelope.sequence() + 1;
            if (facts % StreamHistories.FACTS_PER_SNAPSHOT == 0) {
                add(envelope.stream(), facts, envelope.position());
            }
        }
    }

    /** Keeps the one with that many facts of a stream, of which the last has this position. */
    void add(String stream, long facts, long position) {
        StreamSums last = histories.between(stream, facts - StreamHistories.FACTS_PER_SNAPSHOT, facts);
        Base base = base(stream, facts);
        if (facts % StreamHistories.FACTS_PER_LARGE_SNAPSHOT != 0) {
            insert(stream, facts, position, base.facts, last);
            return;
        }
        StreamSums large = large(stream, facts, last);
        if (isBase(base.daySumsSince + large.daySums(), base.daySums)) {
            insert(stream, facts, position, facts, histories.sums(stream, position));
        } else {
            insert(stream, facts, position, base.facts, large);
        }
    }

    /**
     * The base before some fact.
     *
     * @param facts how many it is over, 0 if there is none
     * @param daySums how many it has
     * @param daySumsSince how many the large snapshots after it have
     */
    private record Base(long facts, long daySums, long daySumsSince) {}

    private Base base(String stream, long before) {
        return jdbc.sql("""
                        select b.facts, coalesce((select day_sums from stream_snapshots where stream = b.stream and facts = b.facts), 0),
                            coalesce((select sum(day_sums) from stream_snapshots
                                where stream = b.stream and facts > b.facts and facts < ? and facts % ? = 0), 0)
                        from (select s.stream, coalesce((
                                select base from stream_snapshots where stream = s.stream and facts < ? order by facts desc limit 1), 0) as facts
                            from (values (?::text)) s (stream)) b""")
                .params(before, StreamHistories.FACTS_PER_LARGE_SNAPSHOT, before, stream)
                .query((row, _) -> new Base(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    private StreamSums large(String stream, long facts, StreamSums last) {
        long from = facts - StreamHistories.FACTS_PER_LARGE_SNAPSHOT;
        List<Long> before = LongStream.iterate(
                        from + StreamHistories.FACTS_PER_SNAPSHOT, each -> each < facts, each -> each + StreamHistories.FACTS_PER_SNAPSHOT)
                .boxed()
                .toList();
        List<StreamSums> parts = new ArrayList<>(histories.snapshots(stream, before));
        if (parts.size() < before.size()) {
            return histories.between(stream, from, facts);
        }
        parts.add(last);
        return StreamSums.sum(parts);
    }

    private void insert(String stream, long facts, long position, long base, StreamSums sums) {
        jdbc.sql("insert into stream_snapshots (stream, facts, position, base, day_sums, sums) values (?, ?, ?, ?, ?, ?)")
                .params(stream, facts, position, base, sums.daySums(), sums.bytes())
                .update();
    }
}
