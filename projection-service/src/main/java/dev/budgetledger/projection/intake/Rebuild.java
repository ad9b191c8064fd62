package dev.budgetledger.projection.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.projection.entries.Completeness;
import dev.budgetledger.projection.entries.PartitionProgress;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.entries.jdbc.JdbcProofs;
import dev.budgetledger.projection.entries.jdbc.PartitionProgressTable;
import dev.budgetledger.projection.generations.Generation;

/** 回放: fills an empty projection from the published log, beside the one that is served. Not for several threads. */
public final class Rebuild implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(250);
    /** For so long the intake may have to wait. */
    private static final Duration TAKE_OVER_TIMEOUT = Duration.ofSeconds(20);

    /** Positions that a partition may be ahead of another. */
    private static final long AHEAD_MAX = 50_000;

    private final Consumer<byte[], byte[]> consumer;
    private final IntakeTarget into;
    private final BatchApplier<Applied> applying = new BatchApplier<>("rebuild-tables");
    /** Beside the next batch, which touches other tables. */
    private final BatchApplier<Long> verifying = new BatchApplier<>("rebuild-tree");
    private final Map<TopicPartition, Long> endsAtStart;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    /** Of the thread that applies. */
    private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
    private Completeness completeness = Completeness.NONE;
    private long verifiedThrough;
    private long facts;
    private @Nullable Halt stop;

    /** Through which each partition of the facts has come. */
    private final Map<TopicPartition, Long> through = new HashMap<>();

    private record Applied(AdmittedBatch admitted, Completeness completeness) {}

    /** Into a projection that knows the partitions and has nothing of them. */
    Rebuild(Consumer<byte[], byte[]> consumer, IntakeTarget into, TopicsAtStart topics) {
        this.consumer = consumer;
        this.into = into;
        this.endsAtStart = topics.ends();
        topics.partitions().forEach(each -> {
            next.put(each, 0L);
            if (each.topic().equals(Topics.FACTS)) {
                through.put(each, 0L);
            }
            progress.put(each, PartitionProgress.none(each.topic(), each.partition()));
        });
        consumer.assign(topics.partitions());
        consumer.seekToBeginning(topics.partitions());
    }

    /** Facts that were taken in. */
    public long facts() {
        return facts;
    }

    public long completeThrough() {
        return completeness.completeThrough();
    }

    /** The size of the largest signed head of the log that is the head of what was read. */
    public long verifiedThrough() {
        return verifiedThrough;
    }

    /** Whether all through a position was read, and compared with a signed head over it if there is one. */
    public boolean has(long position) {
        return completeThrough() >= position && (verifiedThrough >= position || reached(endsAtStart));
    }

    /**
     * Will also be compared with the heads that another projection verified, such as came when the log was idle: those
     * are not kept in Kafka. Only where the key is known: anyone who doctors tables can make up unsigned heads.
     */
    public void compareWithHeadsOf(Generation other, KafkaLog log) {
        if (log.knowsItsKey()) {
            into.jdbc().sql("select size, root, note from " + other.table("checkpoints"))
                    .query(JdbcProofs::checkpoint)
                    .list()
                    .stream()
                    .filter(log::vouchesFor)
                    .forEach(each -> into.tree().announce(Set.of(each.note())));
        }
    }

    /**
     * Reads on: applies what has come, if anything has. While it is applied the next is read.
     *
     * @return whether anything has come or was applied
     * @throws RuntimeException if it must not be applied, or is not what the ledger signed
     */
    public boolean readOn() {
        if (stop != null) {
            throw new IllegalStateException("the published log cannot be read on " + stop);
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        List<IncomingRecord> batch = RecordReader.read(records);
        boolean applied = settle();
        if (stop == null && !batch.isEmpty()) {
            Map<TopicPartition, Long> expected = new HashMap<>(next);
            expected.keySet().retainAll(records.partitions());
            applying.start(() -> apply(batch, expected));
        }
        return applied || !batch.isEmpty();
    }

    private Applied apply(List<IncomingRecord> batch, Map<TopicPartition, Long> expected) {
        AdmittedBatch admitted = into.store().apply(batch, expected);
        admitted.progress().forEach(each -> progress.put(IntakeStore.partition(each), each));
        return new Applied(admitted, Completeness.of(progress.values()).after(completeness));
    }

    private long verify(long completeThrough) {
        into.tree().advance(completeThrough);
        return new JdbcProofs(into.jdbc()).latest().map(VerifiedCheckpoint::size).orElse(0L);
    }

    /** Whether anything was on its way. */
    private boolean settle() {
        Applied applied = applying.settle();
        Long verified = verifying.settle();
        if (verified != null) {
            verifiedThrough = verified;
        }
        if (applied == null) {
            return verified != null;
        }
        into.tree().received(applied.admitted.facts());
        applied.admitted.progress().forEach(each -> next.put(IntakeStore.partition(each), each.nextOffset()));
        facts += applied.admitted.facts().size();
        stop = applied.admitted.stop();
        completeness = applied.completeness;
        long through = completeness.completeThrough();
        if (into.tree().canAdvanceAlone(through)) {
            verifying.start(() -> verify(through));
        } else {
            verifiedThrough = verify(through);
        }
        keepStep(applied.admitted.progress());
        return true;
    }

    /**
     * Partitions that are far ahead of the one that is last wait for it: what cannot go into the tree yet stays as little as it is when the log
     * is read as it grows. One that has been read to where it ended keeps nobody waiting, for nothing may come of it.
     */
    private void keepStep(Collection<PartitionProgress> applied) {
        applied.stream().filter(PartitionProgress::isOfFacts).forEach(each -> through.put(IntakeStore.partition(each), each.completeThrough()));
        long last = through.entrySet().stream()
                .filter(each -> consumer.position(each.getKey()) < endsAtStart.getOrDefault(each.getKey(), 0L))
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(Long.MAX_VALUE - AHEAD_MAX);
        Set<TopicPartition> ahead = through.entrySet().stream()
                .filter(each -> each.getValue() > last + AHEAD_MAX)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<TopicPartition> paused = new HashSet<>(consumer.paused());
        paused.removeAll(ahead);
        consumer.resume(paused);
        consumer.pause(ahead);
    }

    /** Reads to where the log ends now. */
    public void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(next.keySet());
        while (!reached(ends)) {
            var _ = readOn();
        }
    }

    /**
     * Continues in place of another projection: reads what that one has read, and lets it be read on no more.
     *
     * @param transaction in which it is done: the other one is not written to before it ends
     * @throws IllegalStateException if what the other has read does not come in time
     */
    public void takeOver(JdbcClient transaction, Generation other) {
        var _ = transaction.sql("set local lock_timeout = '10s'").update();
        String offsets = other.table("intake_offsets");
        // In the order in which the intake locks them.
        List<PartitionProgress> before = transaction
                .sql("select " + PartitionProgressTable.COLUMNS + " from " + offsets
                        + " order by topic, partition for update")
                .query(PartitionProgressTable::row)
                .list();
        catchUp(before);
        transaction.sql("update " + offsets + " set next_offset = ?").param(PartitionProgress.RETIRED).update();
    }

    private void catchUp(List<PartitionProgress> before) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(next.keySet());
        Map<TopicPartition, Long> targets = new HashMap<>();
        // More than there is, or than can be known, only a doctored projection has.
        before.forEach(each -> targets.put(
                IntakeStore.partition(each),
                Math.min(each.nextOffset(), ends.getOrDefault(IntakeStore.partition(each), 0L))));
        Instant known = Completeness.of(before).knownThrough();
        Instant wanted = known.isAfter(Instant.now()) ? Instant.EPOCH : known;
        long deadline = System.nanoTime() + TAKE_OVER_TIMEOUT.toNanos();
        while (!reached(targets) || completeness.knownThrough().isBefore(wanted)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("what is served is known through " + wanted
                        + "; the log does not say so within " + TAKE_OVER_TIMEOUT.toSeconds() + " s: does the ledger run?");
            }
            var _ = readOn();
        }
    }

    private boolean reached(Map<TopicPartition, Long> offsets) {
        if (applying.isBusy() || verifying.isBusy()) {
            return false;
        }
        Set<TopicPartition> behind = new HashSet<>(offsets.keySet());
        behind.removeIf(each -> next.getOrDefault(each, 0L) >= offsets.getOrDefault(each, 0L)
                || (stop == null && consumer.position(each) >= offsets.getOrDefault(each, 0L)));
        return behind.isEmpty();
    }

    @Override
    public void close() {
        applying.close();
        verifying.close();
        consumer.close();
    }
}
