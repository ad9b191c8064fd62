package dev.budgetledger.projection.intake;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.projection.entries.PartitionProgress;
import dev.budgetledger.projection.entries.jdbc.PartitionProgressTable;
import dev.budgetledger.projection.shards.Shard;
import dev.budgetledger.projection.shards.ShardTable;
import dev.budgetledger.projection.shards.ShardTable.ShardDiffersException;

/** What has been taken in, and how far: rows and offsets change together. */
final class IntakeStore {

    private static final Logger LOGGER = LoggerFactory.getLogger(IntakeStore.class);

    /** Streams whose last sequence is remembered. */
    private static final int REMEMBERED = 100_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final FactTables tables;
    private final LedgerTree tree;
    private final Shard shard;
    private final Keys keys;
    private final Predicate<RecordPosition> acknowledged;
    private final Clock clock;
    private boolean toldOfTicks;
    /** Where this instance left each partition: while it stands there, nobody else has written what is remembered of it. */
    private final Map<TopicPartition, Long> left = new HashMap<>();
    /** Of which something may be remembered. */
    private final Map<TopicPartition, Set<String>> streams = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();

    /**
     * @param shard of which departments there are tables
     * @param acknowledged which records may be passed by if they must not be applied
     * @param clock of this machine, by which a tick may not say more than can be known
     */
    IntakeStore(
            JdbcOperations operations,
            TransactionTemplate transactions,
            LedgerTree tree,
            Shard shard,
            Keys keys,
            Predicate<RecordPosition> acknowledged,
            Clock clock) {
        this.shard = shard;
        this.clock = clock;
        this.acknowledged = acknowledged;
        this.keys = keys;
        this.jdbc = JdbcClient.create(operations);
        this.transactions = transactions;
        this.tables = new FactTables(operations, shard, keys);
        this.tree = tree;
    }

    /**
     * Makes sure that every partition has a row, all at once: completeness is over all of them from the beginning. And that
     * what an earlier release stored has its summaries.
     *
     * @throws IllegalStateException if a topic has another number of partitions than the store knows: streams would
     *     have moved, and their order with them
     * @throws ShardDiffersException if the store is of another shard
     */
    void register(Collection<TopicPartition> partitions) {
        transactions.executeWithoutResult(_ -> {
            new ShardTable(jdbc).claim(shard);
            List<TopicPartition> all = List.copyOf(partitions);
            long known = jdbc.sql("select count(*) from intake_offsets").query(Long.class).single();
            if (known == 0) {
                jdbc.sql("""
                                insert into intake_offsets
                                select topic, partition, 0, 0, 0, 'epoch'
                                from unnest(?::text[], ?::int[]) as p (topic, partition)
                                on conflict do nothing""")
                        .param(UnnestArrays.texts(all, TopicPartition::topic))
                        .param(UnnestArrays.ints(all, TopicPartition::partition))
                        .update();
            }
            Set<TopicPartition> stored = progress(all, "").keySet();
            long total = jdbc.sql("select count(*) from intake_offsets").query(Long.class).single();
            if (stored.size() != all.size() || total != all.size()) {
                throw new IllegalStateException(
                        "the topics have " + all.size() + " partitions, the store knows " + total);
            }
            tables.summarise();
        });
    }

    /** The stored progress of partitions. */
    Map<TopicPartition, PartitionProgress> progress(Collection<TopicPartition> partitions) {
        return progress(List.copyOf(partitions), "");
    }

    /**
     * Applies a batch in one transaction.
     *
     * @param batch records in the order of each partition's offsets
     * @param expected the next offset of each partition of the batch, as this instance left it
     * @throws FencedException if another instance has continued since; nothing is applied
     */
    AdmittedBatch apply(List<IncomingRecord> batch, Map<TopicPartition, Long> expected) {
        try {
            return applyWhole(batch, expected);
        } catch (LeavesAGapException e) {
            return applyBefore(e, batch, expected);
        }
    }

    /** Of a batch that leaves a gap: all before the record that does. */
    private AdmittedBatch applyBefore(LeavesAGapException gap, List<IncomingRecord> batch, Map<TopicPartition, Long> expected) {
        if (batch.size() == 1) {
            Collection<PartitionProgress> as = progress(expected.keySet()).values();
            return new AdmittedBatch(List.of(), as, new Halt(batch.getFirst().at(), String.valueOf(gap.getMessage())));
        }
        AdmittedBatch first = apply(batch.subList(0, batch.size() / 2), expected);
        if (first.stop() != null) {
            return first;
        }
        Map<TopicPartition, Long> now = new HashMap<>(expected);
        first.progress().forEach(each -> now.put(partition(each), each.nextOffset()));
        return first.and(apply(batch.subList(batch.size() / 2, batch.size()), now));
    }

    private AdmittedBatch applyWhole(List<IncomingRecord> batch, Map<TopicPartition, Long> expected) {
        try {
            AdmittedBatch admitted = applied(batch, expected);
            admitted.progress().forEach(after -> left.put(partition(after), after.nextOffset()));
            admitted.facts().forEach(each ->
                    sequences.put(each.envelope().stream(), each.envelope().sequence()));
            return admitted;
        } catch (RuntimeException e) {
            forget(); // what of it was written is not there
            throw e;
        }
    }

    private AdmittedBatch applied(List<IncomingRecord> batch, Map<TopicPartition, Long> expected) {
        return transactions.execute(_ -> {
            Map<TopicPartition, PartitionProgress> before =
                    progress(List.copyOf(expected.keySet()), "order by topic, partition for update");
            // The rows are locked first: the instance that comes second waits here, sees the offsets moved, and touches nothing.
            expected.forEach((partition, offset) -> fence(partition, offset, before));
            expected.forEach((partition, offset) -> {
                if (!offset.equals(left.get(partition))) {
                    forget(partition);
                }
            });
            PriorState known = known(before.values(), batch);
            tellOfTicks(batch, known.latest());
            AdmittedBatch admitted = Admission.admit(known, batch);
            admitted.progress().forEach(this::update);
            tables.insert(admitted.facts());
            requireDense(admitted.facts());
            tree.announce(checkpoints(batch, admitted.stop()));
            return admitted;
        });
    }

    /**
     * The log is dense: what is said to be complete has every position. So no fact is missed, whatever was passed by and
     * no matter who wrote a watermark.
     */
    private void requireDense(List<IncomingRecord.OfFact> stored) {
        long dense = tree.lock(); // before the offsets are read: two instances may together complete what neither does alone
        if (keys.areSkipped() && tree.knows(dense, completeThrough(), stored)) {
            return;
        }
        keys.require();
        jdbc.sql("""
                        select through, (select count(*) from facts where position > ? and position <= through)
                        from (select min(complete_through) as through from intake_offsets where topic = ?) c""")
                .params(dense, Topics.FACTS)
                .query(row -> {
                    long through = row.getLong(1);
                    if (row.getLong(2) < through - dense) {
                        throw new LeavesAGapException(gap(dense, through));
                    }
                });
    }

    private long completeThrough() {
        return jdbc.sql("select coalesce(min(complete_through), 0) from intake_offsets where topic = ?")
                .param(Topics.FACTS)
                .query(Long.class)
                .single();
    }

    private String gap(long dense, long through) {
        long missing = jdbc.sql("""
                        select p from generate_series(?::bigint, least(?::bigint, (select coalesce(max(position), 0) + 1
                            from facts))) p where not exists (select from facts where position = p) limit 1""")
                .params(dense + 1, through)
                .query(Long.class)
                .single();
        return "position " + missing + " is not there, though all is said to have come through " + through;
    }

    private void forget() {
        keys.rolledBack();
        left.clear();
        streams.clear();
        sequences.clear();
        tables.forget();
    }

    /** Of ticks that say more than can be known, once, until one comes that does not: two a second would fill the log. */
    private void tellOfTicks(List<IncomingRecord> batch, Instant latest) {
        for (IncomingRecord record : batch) {
            if (record instanceof IncomingRecord.OfWatermark tick && tick.isTick()) {
                boolean isLater = tick.isOfLaterThan(latest);
                if (isLater && !toldOfTicks) {
                    LOGGER.warn("{} says that all is known at {}, which is to come, and is passed by, as are those like it: the ledger's clock is "
                            + "ahead of this machine's, or someone else writes to the topic", tick.at(), tick.watermark().knownAt());
                }
                toldOfTicks = isLater;
            }
        }
    }

    /** Others may have written it since it was left. */
    private void forget(TopicPartition partition) {
        Set<String> gone = streams.remove(partition);
        if (gone != null) {
            keys.forgotten();
            gone.forEach(stream -> {
                sequences.remove(stream);
                tables.forget(stream);
            });
        }
    }

    static TopicPartition partition(PartitionProgress of) {
        return new TopicPartition(of.topic(), of.partition());
    }

    private static TopicPartition partition(RecordPosition of) {
        return new TopicPartition(of.topic(), of.partition());
    }

    /** Those of a batch up to its stop. Every partition gets the same. */
    private static Set<String> checkpoints(List<IncomingRecord> batch, @Nullable Halt stop) {
        return batch.stream()
                .takeWhile(each -> stop == null || !each.at().equals(stop.before()))
                .map(each -> each instanceof IncomingRecord.OfWatermark(_, var watermark) ? watermark.checkpoint() : null)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static void fence(TopicPartition partition, long offset, Map<TopicPartition, PartitionProgress> stored) {
        PartitionProgress now = stored.get(partition);
        if (now != null && now.isRetired()) {
            throw new FencedException("another generation is served");
        }
        if (now == null || now.nextOffset() != offset) {
            throw new FencedException(partition + " was left at " + offset + ", stored is " + now);
        }
    }

    private PriorState known(Collection<PartitionProgress> before, List<IncomingRecord> batch) {
        Map<TopicPartition, Long> completeThrough = new HashMap<>();
        before.forEach(each -> completeThrough.put(partition(each), each.completeThrough()));
        List<IncomingRecord.OfFact> facts = batch.stream().map(IncomingRecord::fact).filter(Objects::nonNull).toList();
        Map<String, Long> last = lastSequences(facts);
        // What came by another partition is known by its sequence.
        long[] again = facts.stream()
                .filter(fact -> fact.envelope().position() <= completeThrough.getOrDefault(partition(fact.at()), 0L)
                        || fact.envelope().sequence() <= last.getOrDefault(fact.envelope().stream(), -1L))
                .mapToLong(fact -> fact.envelope().position())
                .toArray();
        facts.forEach(each -> streams.computeIfAbsent(partition(each.at()), _ -> new HashSet<>())
                .add(each.envelope().stream()));
        return new PriorState(List.copyOf(before), last, applied(again), acknowledged, tree::faultOfSignature, PartitionProgress.latestKnownAt(clock));
    }

    private Map<String, Long> lastSequences(List<IncomingRecord.OfFact> facts) {
        if (sequences.size() > REMEMBERED) {
            sequences.clear();
            keys.forgotten();
        }
        String[] unknown = facts.stream()
                .map(fact -> fact.envelope().stream())
                .filter(stream -> !sequences.containsKey(stream))
                .distinct()
                .toArray(String[]::new);
        if (unknown.length > 0 && !keys.areSkipped()) {
            keys.require();
            jdbc.sql("""
                            select s.stream, last.sequence from unnest(?::text[]) as s (stream) cross join lateral (
                                select f.sequence from facts f where f.stream = s.stream
                                order by f.sequence desc limit 1) last""")
                    .param(unknown)
                    .query(row -> {
                        sequences.put(row.getString(1), row.getLong(2));
                    });
        }
        return sequences;
    }

    private Map<Long, Hash> applied(long[] positions) {
        Map<Long, Hash> applied = new HashMap<>();
        if (positions.length > 0) {
            keys.require();
            jdbc.sql("select position, leaf_hash from facts where position = any (?)")
                    .param(positions)
                    .query(row -> {
                        applied.put(row.getLong(1), Hash.of(row.getBytes(2)));
                    });
        }
        return applied;
    }

    private Map<TopicPartition, PartitionProgress> progress(List<TopicPartition> partitions, String locking) {
        Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
        jdbc.sql("select " + PartitionProgressTable.COLUMNS + " from intake_offsets where (topic, partition) in "
                        + "(select * from unnest(?::text[], ?::int[])) " + locking)
                .param(UnnestArrays.texts(partitions, TopicPartition::topic))
                .param(UnnestArrays.ints(partitions, TopicPartition::partition))
                .query(PartitionProgressTable::row)
                .list()
                .forEach(each -> progress.put(partition(each), each));
        return progress;
    }

    private void update(PartitionProgress after) {
        jdbc.sql("""
                        update intake_offsets
                        set next_offset = ?, complete_through = ?, watermark_position = ?, known_at = ?
                        where topic = ? and partition = ?""")
                .params(
                        after.nextOffset(),
                        after.completeThrough(),
                        after.watermarkPosition(),
                        after.knownAt().atOffset(ZoneOffset.UTC),
                        after.topic(),
                        after.partition())
                .update();
    }

    /** Records say that all has come through a position, but a fact before it has not. */
    static final class LeavesAGapException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LeavesAGapException(String message) {
            super(message);
        }
    }
}
