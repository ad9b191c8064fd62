package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.projection.entries.LineEntries;
import dev.budgetledger.projection.entries.StoredEntry;
import dev.budgetledger.projection.entries.StreamSums;
import dev.budgetledger.projection.entries.jdbc.StreamHistories;

/**
 * Keeps the snapshots of streams while facts come in, and with the middle ones the entries by line: all follow from the facts of the stream up
 * to there, so that any instance, in whatever batches, keeps the same. What came since the last is remembered while it is this instance that
 * writes the stream; else it is read.
 */
public final class StreamSnapshots {

    /** Of how many entries since the last snapshots, and of how many streams, something is remembered. */
    private static final int REMEMBERED = 500_000;
    private static final int STREAMS = 100_000;

    private static final List<String> COLUMNS = List.of("stream", "facts", "position", "base", "day_sums", "sums");
    private static final List<String> OF_LINE = List.of("line", "position", "entries");

    private final JdbcOperations operations;
    private final JdbcClient jdbc;
    private final StreamHistories histories;
    private final Keys keys;
    private final Map<String, Growing> growing = new HashMap<>();
    private final List<Snapshot> unwritten = new ArrayList<>();
    private final List<OfLine> unwrittenOfLines = new ArrayList<>();
    private long remembered;

    private record Snapshot(String stream, long facts, long position, long base, StreamSums sums) {}

    /** The entries of a line since the last middle snapshot. */
    private record OfLine(long line, long position, byte[] entries) {}

    /** What the facts of a stream from one up to before another add up to. */
    private static final class Growing {

        private long begin;
        private long end;
        /** The entries since the last middle snapshot, or since the fact with which the remembering began. */
        private final List<StoredEntry> entries = new ArrayList<>();
        private final long first;
        private StreamSums.Builder rest = new StreamSums.Builder();
        private @Nullable Base base; // before the next snapshot

        private Growing(long begin) {
            this.first = begin;
            this.begin = begin;
            this.end = begin;
        }
    }

    StreamSnapshots(JdbcOperations operations, Keys keys) {
        this.keys = keys;
        this.operations = operations;
        this.jdbc = JdbcClient.create(operations);
        this.histories = new StreamHistories(jdbc);
    }

    /** Whether a snapshot is of all facts, not of the last ones. */
    public static boolean isBase(long daySumsSinceBase, long daySumsOfBase) {
        return 2 * daySumsSinceBase >= daySumsOfBase;
    }

    /** What is remembered may no longer be so. */
    void forget() {
        growing.clear();
        unwritten.clear();
        unwrittenOfLines.clear();
        remembered = 0;
    }

    /** What is remembered of a stream may no longer be so. */
    void forget(String stream) {
        Growing gone = growing.remove(stream);
        remembered -= gone == null ? 0 : gone.entries.size();
    }

    /** Facts have been stored, and their entries, each of its line. */
    void add(List<IncomingRecord.OfFact> stored, List<EntryRow> entries, List<@Nullable RememberedLine> lines) {
        if (remembered > REMEMBERED || growing.size() > STREAMS) {
            forget();
        }
        int next = 0;
        for (IncomingRecord.OfFact each : stored) {
            Envelope envelope = each.envelope();
            Growing sums = growing(envelope);
            for (; next < entries.size() && entries.get(next).position() == envelope.position(); next++) {
                RememberedLine line = lines.get(next);
                if (line != null) {
                    StoredEntry entry = entries.get(next).of(line.id());
                    sums.rest.add(entry);
                    sums.entries.add(entry);
                    remembered++;
                }
            }
            sums.end++;
            if (sums.end % StreamHistories.FACTS_PER_SNAPSHOT == 0) {
                add(envelope.stream(), sums, envelope.position());
            }
        }
        write();
    }

    private Growing growing(Envelope next) {
        Growing known = growing.get(next.stream());
        if (known != null && known.end == next.sequence()) {
            return known;
        }
        forget(next.stream());
        Growing begun = new Growing(next.sequence());
        growing.put(next.stream(), begun);
        return begun;
    }

    private void add(String stream, Growing sums, long position) {
        Base base = sums.base == null ? base(stream, sums.end) : sums.base;
        StreamSums last = sums.end % StreamHistories.FACTS_PER_MIDDLE_SNAPSHOT == 0 ? middle(stream, sums, position) : small(stream, sums);
        sums.base = add(stream, sums.end, position, base, last);
        sums.begin = sums.end;
        sums.rest = new StreamSums.Builder();
    }

    private StreamSums small(String stream, Growing sums) {
        long begin = sums.end - StreamHistories.FACTS_PER_SNAPSHOT;
        StreamSums rest = sums.rest.build();
        return sums.begin == begin ? rest : StreamSums.sum(List.of(facts().between(stream, begin, sums.begin), rest));
    }

    /** Its entries are kept by line, and forgotten. */
    private StreamSums middle(String stream, Growing sums, long position) {
        List<StoredEntry> entries = entries(stream, sums);
        addByLine(position, entries);
        remembered -= sums.entries.size();
        sums.entries.clear();
        return StreamSums.ofEntries(entries);
    }

    /** Those since the last middle snapshot. */
    private List<StoredEntry> entries(String stream, Growing known) {
        long from = known.end - StreamHistories.FACTS_PER_MIDDLE_SNAPSHOT;
        List<StoredEntry> all = new ArrayList<>(from < known.first ? facts().entries(stream, from, known.first) : List.of());
        all.addAll(known.entries);
        return all;
    }

    /** @param entries those since the last middle snapshot, in order */
    private void addByLine(long position, List<StoredEntry> entries) {
        LineEntries.byLine(entries).forEach((line, of) -> unwrittenOfLines.add(new OfLine(line, position, LineEntries.bytes(of))));
    }

    /** Keeps the one with that many facts of a stream, of which the last has this position. */
    void add(String stream, long facts, long position) {
        int last = facts % StreamHistories.FACTS_PER_MIDDLE_SNAPSHOT == 0
                ? StreamHistories.FACTS_PER_MIDDLE_SNAPSHOT
                : StreamHistories.FACTS_PER_SNAPSHOT;
        add(stream, facts, position, base(stream, facts), facts().between(stream, facts - last, facts));
        write();
    }

    /** Keeps by line the entries of the facts of a stream before the one with that many, of which the last has this position. */
    void addByLine(String stream, long facts, long position) {
        addByLine(position, facts().entries(stream, facts - StreamHistories.FACTS_PER_MIDDLE_SNAPSHOT, facts));
        write();
    }

    /**
     * @param last what the facts since the last snapshot add up to, or since the last middle one if it is one
     * @return the base before the next
     */
    private Base add(String stream, long facts, long position, Base base, StreamSums last) {
        if (facts % StreamHistories.FACTS_PER_LARGE_SNAPSHOT != 0) {
            unwritten.add(new Snapshot(stream, facts, position, base.facts, last));
            return base;
        }
        write(); // what is read now
        StreamSums large = large(stream, facts, last);
        if (isBase(base.daySumsSince + large.daySums(), base.daySums)) {
            StreamSums all = all(stream, facts, position, base, large);
            unwritten.add(new Snapshot(stream, facts, position, facts, all));
            return new Base(facts, all.daySums(), 0);
        }
        unwritten.add(new Snapshot(stream, facts, position, base.facts, large));
        return new Base(base.facts, base.daySums, base.daySumsSince + large.daySums());
    }

    private StreamSums all(String stream, long facts, long position, Base base, StreamSums large) {
        List<Long> before = LongStream.iterate(base.facts, each -> each < facts, each -> each + StreamHistories.FACTS_PER_LARGE_SNAPSHOT)
                .filter(each -> each > 0)
                .boxed()
                .toList();
        List<StreamSums> parts = new ArrayList<>(histories.snapshots(stream, before));
        if (parts.size() < before.size()) {
            return facts().sums(stream, position);
        }
        parts.add(large);
        return StreamSums.sum(parts);
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
                        from + StreamHistories.FACTS_PER_MIDDLE_SNAPSHOT, each -> each < facts,
                        each -> each + StreamHistories.FACTS_PER_MIDDLE_SNAPSHOT)
                .boxed()
                .toList();
        List<StreamSums> parts = new ArrayList<>(histories.snapshots(stream, before));
        if (parts.size() < before.size()) {
            return facts().between(stream, from, facts);
        }
        parts.add(last);
        return StreamSums.sum(parts);
    }

    /** Where facts are read by their stream, and entries by their fact. */
    private StreamHistories facts() {
        keys.require();
        return histories;
    }

    private void write() {
        CopyRows.copy(operations, "stream_snapshots", COLUMNS, unwritten, (row, each) -> row
                .text(each.stream)
                .bigint(each.facts)
                .bigint(each.position)
                .bigint(each.base)
                .bigint(each.sums.daySums())
                .bytea(each.sums.bytes()));
        unwritten.clear();
        CopyRows.copy(operations, "line_entries", OF_LINE, unwrittenOfLines,
                (row, each) -> row.bigint(each.line).bigint(each.position).bytea(each.entries));
        unwrittenOfLines.clear();
    }
}
