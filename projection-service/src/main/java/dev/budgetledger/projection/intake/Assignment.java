package dev.budgetledger.projection.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.projection.entries.PartitionProgress;

/**
 * The partitions this instance holds and where each is to be read from.
 *
 * <p>An assigned partition is paused until its offset has been read from the store. That is not done in the callback,
 * where a database that is unavailable would break the rebalance.
 */
final class Assignment implements ConsumerRebalanceListener {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final Runnable batchOnItsWay;
    private final Set<TopicPartition> unpositioned = new HashSet<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private long lookedAt = System.nanoTime();

    /** @param batchOnItsWay waits for it: a partition is given up when what was read of it is stored, or is not going to be */
    Assignment(Consumer<byte[], byte[]> consumer, Runnable batchOnItsWay) {
        this.consumer = consumer;
        this.batchOnItsWay = batchOnItsWay;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        partitions.forEach(partition -> consumer.seek(partition, 0));
        unpositioned.addAll(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        batchOnItsWay.run();
        partitions.forEach(unpositioned::remove);
        partitions.forEach(next::remove);
    }

    /**
     * Goes to the stored offset of every partition whose place is not known.
     *
     * @throws FencedException if the store is not that of the served generation any more
     */
    void position(IntakeStore store) {
        if (unpositioned.isEmpty()) {
            return;
        }
        for (PartitionProgress stored : store.progress(unpositioned).values()) {
            TopicPartition partition = IntakeStore.partition(stored);
            if (stored.isRetired()) {
                throw new FencedException("another generation is served");
            }
            consumer.seek(partition, stored.nextOffset());
            next.put(partition, stored.nextOffset());
        }
        consumer.resume(unpositioned);
        unpositioned.clear();
    }

    /** Forgets where it is, after a batch that was not applied: the store knows. */
    void rewind() {
        consumer.pause(consumer.assignment());
        unpositioned.addAll(consumer.assignment());
        next.clear();
    }

    boolean holds(TopicPartition partition) {
        return consumer.assignment().contains(partition);
    }

    /** Whether a topic was deleted; looked at now and then, for what is not there says nothing. */
    boolean missesTopics() {
        if (System.nanoTime() - lookedAt < BETWEEN_LOOKS.toNanos()) {
            return false;
        }
        lookedAt = System.nanoTime();
        try {
            return Stream.of(Topics.FACTS, Topics.WATERMARKS).anyMatch(topic -> consumer.partitionsFor(topic, LOOK_TIMEOUT).isEmpty());
        } catch (TimeoutException noAnswer) {
            return false;
        }
    }

    /** Where the store was left. */
    Map<TopicPartition, Long> next(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> offsets = new HashMap<>(next);
        offsets.keySet().retainAll(Set.copyOf(partitions));
        return offsets;
    }

    /** The store was left there; partitions that are no longer held, or were given back, are none of ours. */
    void moved(Collection<PartitionProgress> progress) {
        progress.forEach(each -> next.replace(IntakeStore.partition(each), each.nextOffset()));
    }

    /** Records that the held partitions have and that were not read, as far as the last answers told. */
    long lag() {
        return List.copyOf(next.keySet()).stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }
}
