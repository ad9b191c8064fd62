package dev.budgetledger.projection.replay;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.projection.entries.Completeness;
import dev.budgetledger.projection.entries.PartitionProgress;
import dev.budgetledger.projection.entries.jdbc.PartitionProgressTable;

/**
 * Looks at what the rest is measured by: how far the intake has come, over how much the tree stands, which generation
 * is served. No fact says that. But it cannot contradict the facts, nor what was seen of it before, for it only grows; and
 * no row lies outside of it. All at one moment, whatever the intake does meanwhile. Of one generation.
 */
final class BoundsReconciliation {

    /** 256 to the power of this are more facts than there will be. */
    private static final int LEVELS = 7;

    private static final List<Column<?>> ONLY_GROW = List.of(
            new Column<>("next_offset", PartitionProgress::nextOffset),
            new Column<>("complete_through", PartitionProgress::completeThrough),
            new Column<>("watermark_position", PartitionProgress::watermarkPosition),
            new Column<>("known_at", PartitionProgress::knownAt));

    private record Column<T extends Comparable<T>>(String name, Function<PartitionProgress, T> value) {

        Optional<Drift> shrunk(PartitionProgress before, PartitionProgress now) {
            T was = value.apply(before);
            T is = value.apply(now);
            return is.compareTo(was) >= 0
                    ? Optional.empty()
                    : Optional.of(progress(now, name, is.toString(), "at least " + was));
        }
    }

    /** First and last of something; absent where there is nothing. */
    private record Span(@Nullable Long first, @Nullable Long last) {

        Optional<Long> outside(long from, long to) {
            return first == null || last == null || (first >= from && last <= to)
                    ? Optional.empty()
                    : Optional.of(first < from ? first : last);
        }
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;
    private final long generation;
    private final Clock clock;
    private Map<String, PartitionProgress> seen = Map.of();
    private long treeSeen;
    private long headSeen;

    /** @param snapshot reads all of one moment */
    BoundsReconciliation(JdbcClient jdbc, TransactionTemplate snapshot, long generation, Clock clock) {
        this.jdbc = jdbc;
        this.snapshot = snapshot;
        this.generation = generation;
        this.clock = clock;
    }

    Optional<Drift> check() {
        return snapshot.execute(_ -> compare());
    }

    private Optional<Drift> compare() {
        List<PartitionProgress> now = jdbc.sql("select " + PartitionProgressTable.COLUMNS
                        + " from intake_offsets order by topic, partition")
                .query(PartitionProgressTable::row)
                .list();
        if (now.stream().anyMatch(PartitionProgress::isRetired)) {
            return Optional.empty(); // another generation is served, as the next step will see
        }
        List<Long> sizes = jdbc.sql("select size from tree").query((row, _) -> row.getLong(1)).list();
        Optional<Long> tree = sizes.size() == 1 ? Optional.of(sizes.getFirst()) : Optional.empty();
        long head = jdbc.sql("select coalesce(max(size), 0) from checkpoints").query(Long.class).single();
        Optional<Drift> found = Stream.<Supplier<Optional<Drift>>>of(
                this::served,
                () -> partitions(now),
                () -> now.stream().flatMap(each -> progress(each).stream()).findFirst(),
                () -> tree(tree, head, Completeness.of(now).completeThrough()),
                this::summarised,
                () -> outside(now),
                () -> outside(tree.orElse(0L)))
                .flatMap(check -> check.get().stream())
                .findFirst();
        if (found.isEmpty()) {
            seen = keyed(now);
            treeSeen = tree.orElse(0L);
            headSeen = head;
        }
        return found;
    }

    /** What is not called so is removed after some time; what calls another one so retires these offsets with it. */
    private Optional<Drift> served() {
        Optional<Long> called = jdbc.sql("select number from generations.generations where state = 'SERVED'")
                .query(Long.class)
                .optional();
        return called.equals(Optional.of(generation))
                ? Optional.empty()
                : Optional.of(new Drift.OfRow("generations", 0, null, Long.toString(generation), "state",
                        called.map(each -> each + " is SERVED").orElse("none is SERVED"), "SERVED"));
    }

    /** All partitions are there from the beginning, numbered from 0, as they stay. */
    private Optional<Drift> partitions(List<PartitionProgress> now) {
        Map<String, PartitionProgress> keyed = keyed(now);
        Optional<Drift> gone = seen.values().stream()
                .filter(each -> !keyed.containsKey(key(each)))
                .findFirst()
                .map(each -> progress(each, "row", "absent", "present"));
        return gone.or(() -> now.stream()
                .filter(each -> (!seen.isEmpty() && !seen.containsKey(key(each)))
                        || (!each.isOfFacts() && !each.topic().equals(Topics.WATERMARKS))
                        || (each.partition() != 0 && !keyed.containsKey(each.topic() + "-" + (each.partition() - 1))))
                .findFirst()
                .map(each -> progress(each, "row", "present", "absent")));
    }

    private Optional<Drift> progress(PartitionProgress now) {
        PartitionProgress before = seen.get(key(now));
        if (before != null) {
            Optional<Drift> shrunk = ONLY_GROW.stream()
                    .flatMap(each -> each.shrunk(before, now).stream())
                    .findFirst();
            if (shrunk.isPresent()) {
                return shrunk;
            }
        }
        if (now.watermarkPosition() < 0 || now.watermarkPosition() > now.completeThrough()) {
            return Optional.of(progress(now, "watermark_position", Long.toString(now.watermarkPosition()),
                    "at most " + now.completeThrough()));
        }
        Instant latest = PartitionProgress.latestKnownAt(clock);
        if (now.knownAt().isAfter(latest)) {
            return Optional.of(progress(now, "known_at", now.knownAt().toString(), "at most " + latest));
        }
        // Of a watermark: whatever was recorded by then stands before it.
        return jdbc.sql("""
                        select position from facts where recorded_at <= ?
                        order by recorded_at desc, position desc limit 1""")
                .param(now.knownAt().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .filter(last -> last > now.watermarkPosition())
                .map(last -> progress(
                        now, "known_at", now.knownAt().toString(), "before position " + last + " was recorded"));
    }

    private Optional<Drift> tree(Optional<Long> tree, long head, long through) {
        long least = Math.max(treeSeen, head);
        if (tree.isEmpty() || tree.get() < least || tree.get() > through) {
            return Optional.of(new Drift.OfRow("tree", through, null, null, "size",
                    tree.map(Object::toString).orElse(null), "from " + least + " to " + through));
        }
        return head >= headSeen
                ? Optional.empty()
                : Optional.of(new Drift.OfRow("checkpoints", headSeen, null, null, "row", "absent", "present"));
    }

    /** It says whether snapshots are still to be added, which is true or not whatever the facts are. */
    private Optional<Drift> summarised() {
        return jdbc.sql("select count(*) = 1 from summarised").query(Boolean.class).single()
                ? Optional.empty()
                : Optional.of(new Drift.OfRow("summarised", 0, null, null, "row", "absent", "present"));
    }

    /** Of no table there is a row before the first fact or after the last that has come. */
    private Optional<Drift> outside(List<PartitionProgress> now) {
        long last = now.stream()
                .filter(PartitionProgress::isOfFacts)
                .mapToLong(PartitionProgress::completeThrough)
                .max()
                .orElse(0);
        return Stream.of(StoredTable.values())
                .map(StoredTable::sqlName)
                .flatMap(table -> span("position", table).outside(1, last).stream()
                        .map(position -> beyond(table, position, null)))
                .findFirst();
    }

    private Optional<Drift> outside(long treeSize) {
        return span("size", "checkpoints").outside(1, treeSize).map(size -> beyond("checkpoints", size, null))
                .or(() -> span("level", "subtrees").outside(1, LEVELS)
                        .map(level -> beyond("subtrees", 0, level.intValue())))
                .or(() -> IntStream.rangeClosed(1, LEVELS).boxed()
                        .flatMap(level -> span("number", "subtrees where level = " + level)
                                .outside(0, (treeSize >> (8 * level)) - 1).stream()
                                .map(number -> beyond("subtrees", number << (8 * level), level)))
                        .findFirst());
    }

    /** By the index, whatever the planner thinks of it. */
    private Span span(String column, String from) {
        return jdbc.sql("select min(%1$s)::bigint, max(%1$s)::bigint from %2$s".formatted(column, from))
                .query((row, _) -> new Span(row.getObject(1, Long.class), row.getObject(2, Long.class)))
                .single();
    }

    private static Drift beyond(String table, long position, @Nullable Integer level) {
        return new Drift.OfRow(table, position, level, null, "row", "present", "absent");
    }

    private static Drift progress(PartitionProgress of, String column, String is, String should) {
        return new Drift.OfRow("intake_offsets", 0, of.partition(), of.topic(), column, is, should);
    }

    private static Map<String, PartitionProgress> keyed(List<PartitionProgress> rows) {
        Map<String, PartitionProgress> keyed = new HashMap<>();
        rows.forEach(each -> keyed.put(key(each), each));
        return keyed;
    }

    private static String key(PartitionProgress of) {
        return of.topic() + "-" + of.partition();
    }
}
