package dev.budgetledger.projection.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.projection.entries.LineEntries;
import dev.budgetledger.projection.entries.StoredEntry;
import dev.budgetledger.projection.entries.StreamSums;
import dev.budgetledger.projection.entries.jdbc.EntriesOfFact;
import dev.budgetledger.projection.entries.jdbc.StreamHistories;
import dev.budgetledger.projection.intake.StreamSnapshots;
import dev.budgetledger.projection.shards.Shard;

/**
 * Walks through the streams in their order, some facts a step; adds each up again from its first fact, compares every snapshot that is
 * stored, and the entries that stand by line, with what should be, and names lines that no entry is of. Between two steps only the sums of one stream are kept. For one
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

    private static final String FACTS = """
            select sequence + 1, position, effective_on, entries from stored_facts
            where stream = ? and sequence >= ? and sequence < ? order by sequence""";

    /** Up to some fact, and after it those that are with no fact. */
    private static final String SNAPSHOTS = """
            select facts, position, base, day_sums, sums from stream_snapshots s
            where stream = ? and facts > ? and (facts <= ?
                or not exists (select from facts f where f.stream = s.stream and f.sequence = s.facts - 1))""";

    /** Up to some fact, and after it those that are with no fact. The offset keeps the planner to the key, whenever it plans. */
    private static final String BY_LINE = """
            select p.position, l.id, p.entries from lines l cross join lateral (
                select position, entries from line_entries where line = l.id and position > ? offset 0) p
            where l.stream = ? and (p.position <= ?
                or not exists (select from stored_facts f where f.stream = l.stream and f.position = p.position))""";

    /** That have none among the facts that were read, and none among those that have come since. */
    private static final String WITHOUT_ENTRIES = """
            select %s from lines l where stream = ? and id <> all (?)
                and id not in (select entries[i] >> 5 from stored_facts cross join lateral generate_series(1, cardinality(entries), 2) i
                    where stream = ? and sequence >= ? and entries[i] >= 0)
            order by id limit 1""".formatted(Words.OF_LINE);

    private static final String LINE = "select %s from lines l where id = ?".formatted(Words.OF_LINE);

    private record Snapshot(long position, long base, long daySums, byte[] sums) {}

    /** Where the entries of a line stand: at the position of the last fact among which they are. */
    private record Place(long position, long line) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::position).thenComparingLong(Place::line);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** What stands with facts, and should. */
    private record Kept(SortedMap<Long, Snapshot> snapshots, SortedMap<Place, byte[]> byLine) {

        Kept() {
            this(new TreeMap<>(), new TreeMap<>());
        }
    }

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
        Kept expected = new Kept();
        Optional<Drift> found = grow(after, expected);
        if (!shard.keeps(stream)) {
            expected = new Kept(); // another shard's: there are no sums of it here
        }
        boolean ended = found.isPresent() || after.facts - before.facts < FACTS_PER_STEP_MAX;
        if (found.isEmpty()) {
            found = compare(stored(before, after), expected);
        }
        if (found.isEmpty() && ended) {
            found = jdbc.sql(WITHOUT_ENTRIES)
                    .params(stream, after.lines.toArray(Long[]::new), stream, after.facts)
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
    private Optional<Drift> grow(Growth sums, Kept expected) {
        try {
            jdbc.sql(FACTS).params(stream, sums.facts, sums.facts + FACTS_PER_STEP_MAX).query(row -> {
                sums.facts = row.getLong(1);
                sums.position = row.getLong(2);
                EntriesOfFact.read(row, 2, sums::add);
                sums.endOfFact(expected);
            });
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
        private long base;
        private StreamSums ofBase = StreamSums.NONE;
        private List<StreamSums> large = List.of();
        private List<StreamSums> middle = List.of();
        private StreamSums.Builder rest = new StreamSums.Builder();
        private List<StoredEntry> entries = new ArrayList<>(); // since the last middle snapshot
        private final Set<Long> lines = new HashSet<>();

        /** At the end of a fact that fills a large snapshot: there is no rest. */
        Growth copy() {
            Growth copy = new Growth();
            copy.facts = facts;
            copy.base = base;
            copy.ofBase = ofBase;
            copy.position = position;
            copy.large = large;
            copy.lines.addAll(lines);
            return copy;
        }

        void add(StoredEntry entry) {
            rest.add(entry);
            entries.add(entry);
            lines.add(entry.line());
        }

        void endOfFact(Kept expected) {
            if (facts % StreamHistories.FACTS_PER_SNAPSHOT != 0) {
                return;
            }
            StreamSums kept = rest.build();
            rest = new StreamSums.Builder();
            if (facts % StreamHistories.FACTS_PER_MIDDLE_SNAPSHOT == 0) {
                kept = StreamSums.ofEntries(entries);
                middle = with(middle, kept);
                LineEntries.byLine(entries).forEach((line, of) -> expected.byLine.put(new Place(position, line), LineEntries.bytes(of)));
                entries = new ArrayList<>();
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
            expected.snapshots.put(facts, new Snapshot(position, base, kept.daySums(), kept.bytes()));
        }

        private static List<StreamSums> with(List<StreamSums> some, StreamSums another) {
            List<StreamSums> all = new ArrayList<>(some);
            all.add(another);
            return all;
        }
    }

    private Kept stored(Growth after, Growth through) {
        Kept stored = new Kept();
        jdbc.sql(SNAPSHOTS).params(stream, after.facts, through.facts).query(row -> {
            stored.snapshots.put(row.getLong(1), new Snapshot(row.getLong(2), row.getLong(3), row.getLong(4), row.getBytes(5)));
        });
        jdbc.sql(BY_LINE).params(after.position, stream, through.position).query(row -> {
            stored.byLine.put(new Place(row.getLong(1), row.getLong(2)), row.getBytes(3));
        });
        return stored;
    }

    private Optional<Drift> compare(Kept stored, Kept expected) {
        return all(stored.snapshots, expected.snapshots)
                .flatMap(each -> difference(each, stored.snapshots.get(each), expected.snapshots.get(each)).stream())
                .findFirst()
                .or(() -> all(stored.byLine, expected.byLine)
                        .flatMap(each -> difference(each, stored.byLine.get(each), expected.byLine.get(each)).stream())
                        .findFirst());
    }

    private static <K> Stream<K> all(SortedMap<K, ?> some, SortedMap<K, ?> others) {
        return Stream.concat(some.keySet().stream(), others.keySet().stream()).sorted().distinct();
    }

    private Optional<Drift> difference(Place place, byte @Nullable [] is, byte @Nullable [] should) {
        if (Arrays.equals(is, should) || (is == null && isStillAdded())) {
            return Optional.empty();
        }
        String line = jdbc.sql(LINE).param(place.line).query(String.class).optional().orElse(null);
        return Optional.of(is == null || should == null
                ? new Drift.OfRow("line_entries", place.position, null, line, "row", presence(is), presence(should))
                : new Drift.OfRow("line_entries", place.position, null, line, "entries", digest(is), digest(should)));
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

    private static String presence(@Nullable Object kept) {
        return kept == null ? "absent" : "present";
    }

    private static String digest(byte[] sums) {
        return Hash.ofLeaf(sums).base64();
    }
}
