package dev.budgetledger.projection.replay;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.projection.entries.EntryKind;
import dev.budgetledger.projection.entries.StreamSums;
import dev.budgetledger.projection.entries.jdbc.StreamHistories;
import dev.budgetledger.projection.intake.StreamSnapshots;
import dev.budgetledger.projection.shards.Shard;

/**
 * Walks through the streams in their order, some facts a step; adds each up again from its first fact, compares every snapshot that is
 * stored with what should be, and names lines that no entry is of. Between two steps only the sums of one stream are kept. For one
 * generation. Not for several threads.
 */
final class StreamReconciliation {

    private static final int FACTS_PER_STEP_MAX = StreamHistories.FACTS_PER_LARGE_SNAPSHOT;

    /** The next of those that have facts, lines or snapshots. */
    private static final String NEXT = """
            select min(stream) from (
                (select stream from facts where stream > ? order by stream limit 1) union all
                (select stream from lines where stream > ? order by stream limit 1) union all
                (select stream from stream_snapshots where stream > ? order by stream limit 1)) s""";

    private static final String ENTRIES = """
            select f.sequence + 1, f.position, e.line, e.effective_on, e.kind, e.amount
            from (select sequence, position from facts where stream = ? and sequence >= ? and sequence < ? order by sequence) f
                left join lateral (
                    select line, effective_on, kind, amount from entries
                    where position = f.position
                    offset 0) e on e.line is not null
            order by f.sequence""";

    /** Up to some fact, and after it those that are with no fact. */
    private static final String SNAPSHOTS = """
            select facts, position, base, day_sums, sums from stream_snapshots s
            where stream = ? and facts > ? and (facts <= ?
                or not exists (select from facts f where f.stream = s.stream and f.sequence = s.facts - 1))""";

    private static final String WITHOUT_ENTRIES = """
            select %s from lines l where stream = ? and not exists (select from entries e where e.line = l.id)
            order by id limit 1""".formatted(Words.OF_LINE);

    private record Snapshot(long position, long base, long daySums, byte[] sums) {}

    private final JdbcClient jdbc;
    private final Shard shard;
    private String stream;
    private @Nullable Growth growth;
    private boolean differs;

    /** Of all streams. */
    StreamReconciliation(JdbcClient jdbc, Shard shard) {
        this(jdbc, shard, "", null);
    }

    private StreamReconciliation(JdbcClient jdbc, Shard shard, String stream, @Nullable Growth growth) {
        this.jdbc = jdbc;
        this.shard = shard;
        this.stream = stream;
        this.growth = growth;
    }

    /** The first difference of one stream, from its first fact to its last. */
    static Optional<Drift> check(JdbcClient jdbc, Shard shard, String stream) {
        StreamReconciliation walk = new StreamReconciliation(jdbc, shard, stream, new Growth());
        List<Drift> found = new ArrayList<>();
        while (walk.growth != null) {
            walk.goOn((_, difference) -> difference.ifPresent(found::add));
        }
        return found.stream().findFirst();
    }

    /**
     * Reads on.
     *
     * @param verdict of each stream that was gone through to its end, or that something is not right about
     * @return whether it has come to the end of the streams
     */
    boolean step(BiConsumer<String, Optional<Drift>> verdict) {
        for (int facts = 0; facts < FACTS_PER_STEP_MAX; ) {
            if (growth == null) {
                Optional<String> next = jdbc.sql(NEXT).params(stream, stream, stream).query(String.class).optional();
                if (next.isEmpty()) {
                    return true;
                }
                stream = next.get();
                growth = new Growth();
                differs = false;
            }
            facts += 1 + goOn(verdict);
        }
        return false;
    }

    /** Through some facts of the stream; without growth it has ended. Everything is read before anything is remembered: what fails is done again. */
    private int goOn(BiConsumer<String, Optional<Drift>> verdict) {
        Growth before = Objects.requireNonNull(growth);
        Growth after = before.copy();
        SortedMap<Long, Snapshot> expected = new TreeMap<>();
        Optional<Drift> found = grow(after, expected);
        if (!shard.keeps(stream)) {
            expected.clear(); // another shard's: there are no sums of it here
        }
        boolean ended = found.isPresent() || after.facts - before.facts < FACTS_PER_STEP_MAX;
        if (found.isEmpty()) {
            found = compare(stored(before.facts, after.facts), expected);
        }
        if (found.isEmpty() && ended) {
            found = jdbc.sql(WITHOUT_ENTRIES)
                    .param(stream)
                    .query(String.class)
                    .optional()
                    .map(line -> new Drift.OfRow("lines", 0, null, line, "row", "present", "absent"));
        }
        growth = ended ? null : after;
        if (!differs && (ended || found.isPresent())) {
            verdict.accept(stream, found); // what was found in an earlier step stands
            differs = found.isPresent();
        }
        return (int) (after.facts - before.facts);
    }

    /** @return an amount with which sums are more than can be counted */
    private Optional<Drift> grow(Growth sums, SortedMap<Long, Snapshot> expected) {
        try {
            jdbc.sql(ENTRIES).params(stream, sums.facts, sums.facts + FACTS_PER_STEP_MAX).query(row -> {
                sums.fact(row.getLong(1), row.getLong(2), expected);
                if (row.getObject(3) != null) {
                    sums.add(
                            row.getLong(3),
                            EntryKind.ofCode(row.getInt(5)),
                            row.getObject(4, LocalDate.class),
                            row.getLong(6));
                }
            });
            sums.endOfFact(expected);
            return Optional.empty();
        } catch (ArithmeticException e) {
            return Optional.of(new Drift.OfRow(
                    "entries", sums.position, null, null, "amount", "more than can be counted", "less than all money"));
        }
    }

    /** The sums of a stream as they grow, fact by fact. */
    private static final class Growth {

        private long facts;
        private long position;
        private boolean open;
        private long base;
        private StreamSums ofBase = StreamSums.NONE;
        private List<StreamSums> large = List.of();
        private List<StreamSums> middle = List.of();
        private List<StreamSums> small = List.of();
        private StreamSums.Builder rest = new StreamSums.Builder();

        /** At the end of a fact that fills a large snapshot: there is no rest. */
        Growth copy() {
            Growth copy = new Growth();
            copy.facts = facts;
            copy.base = base;
            copy.ofBase = ofBase;
            copy.large = large;
            return copy;
        }

        void fact(long number, long at, SortedMap<Long, Snapshot> expected) {
            if (number != facts) {
                endOfFact(expected);
            }
            facts = number;
            position = at;
            open = true;
        }

        void add(long line, EntryKind kind, LocalDate effectiveOn, long fen) {
            rest.add(line, kind, effectiveOn, fen);
        }

        void endOfFact(SortedMap<Long, Snapshot> expected) {
            if (!open || facts % StreamHistories.FACTS_PER_SNAPSHOT != 0) {
                return;
            }
            open = false;
            StreamSums last = rest.build();
            rest = new StreamSums.Builder();
            small = with(small, last);
            StreamSums kept = last;
            if (facts % StreamHistories.FACTS_PER_MIDDLE_SNAPSHOT == 0) {
                kept = StreamSums.sum(small);
                small = List.of();
                middle = with(middle, kept);
            }
            if (facts % StreamHistories.FACTS_PER_LARGE_SNAPSHOT == 0) {
                kept = StreamSums.sum(middle);
                middle = List.of();
                large = with(large, kept);
                if (StreamSnapshots.isBase(large.stream().mapToLong(StreamSums::daySums).sum(), ofBase.daySums())) {
                    List<StreamSums> all = new ArrayList<>(List.of(ofBase));
                    all.addAll(large);
                    ofBase = StreamSums.sum(all);
                    large = List.of();
                    base = facts;
                    kept = ofBase;
                }
            }
            expected.put(facts, new Snapshot(position, base, kept.daySums(), kept.bytes()));
        }

        private static List<StreamSums> with(List<StreamSums> some, StreamSums another) {
            List<StreamSums> all = new ArrayList<>(some);
            all.add(another);
            return all;
        }
    }

    private SortedMap<Long, Snapshot> stored(long after, long through) {
        SortedMap<Long, Snapshot> stored = new TreeMap<>();
        jdbc.sql(SNAPSHOTS).params(stream, after, through).query(row -> {
            stored.put(row.getLong(1), new Snapshot(row.getLong(2), row.getLong(3), row.getLong(4), row.getBytes(5)));
        });
        return stored;
    }

    private Optional<Drift> compare(SortedMap<Long, Snapshot> stored, SortedMap<Long, Snapshot> expected) {
        TreeSet<Long> all = new TreeSet<>(stored.keySet());
        all.addAll(expected.keySet());
        return all.stream().flatMap(each -> difference(each, stored.get(each), expected.get(each)).stream()).findFirst();
    }

    private Optional<Drift> difference(long facts, @Nullable Snapshot is, @Nullable Snapshot should) {
        if (is == null && isStillAdded()) {
            return Optional.empty();
        }
        if (is == null || should == null) {
            long position = is != null ? is.position : should != null ? should.position : 0;
            return Optional.of(drift(position, facts, "row", presence(is), presence(should)));
        }
        return number(should.position, facts, "position", is.position, should.position)
                .or(() -> number(should.position, facts, "base", is.base, should.base))
                .or(() -> number(should.position, facts, "day_sums", is.daySums, should.daySums))
                .or(() -> Arrays.equals(is.sums, should.sums)
                        ? Optional.empty()
                        : Optional.of(drift(should.position, facts, "sums", digest(is.sums), digest(should.sums))));
    }

    /** Those of an earlier release's facts are added after the service has started. One that is not there costs time and changes no answer. */
    private boolean isStillAdded() {
        return jdbc.sql("select exists (select from summarised where not complete)").query(Boolean.class).single();
    }

    private Optional<Drift> number(long position, long facts, String column, long is, long should) {
        return is == should ? Optional.empty() : Optional.of(drift(position, facts, column, Long.toString(is), Long.toString(should)));
    }

    private Drift drift(long position, long facts, String column, String is, String should) {
        int ordinal = Math.clamp(facts, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return new Drift.OfRow("stream_snapshots", position, ordinal, stream, column, is, should);
    }

    private static String presence(@Nullable Snapshot snapshot) {
        return snapshot == null ? "absent" : "present";
    }

    private static String digest(byte[] sums) {
        return Hash.ofLeaf(sums).base64();
    }
}
