package dev.budgetledger.ledger.outbox;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then whether topics are still there: who reads from one that was deleted is told nothing of it, and reads nothing.
 *
 * <p>Nobody waits for Kafka's answer, and a Kafka that does not answer says nothing about topics. For one thread.
 */
public final class TopicWatch implements AutoCloseable {

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(10);

    private final Admin admin;
    private final List<String> topics;
    private long lookedAt = System.nanoTime();
    private @Nullable DescribeTopicsResult look;

    /** @param topics that were there just now */
    public TopicWatch(OutboxSettings settings, List<String> topics) {
        this.admin = KafkaTopics.admin(settings);
        this.topics = topics;
    }

    /**
     * Returns at once. What is deleted is found out within a quarter of a minute, if this is asked more often.
     *
     * @throws UnknownTopicOrPartitionException naming a topic that is not there any more
     */
    public void requireThere() throws InterruptedException {
        if (look != null && look.topicNameValues().values().stream().allMatch(KafkaFuture::isDone)) {
            DescribeTopicsResult answered = look;
            look = null;
            KafkaTopics.requireThere(answered);
        }
        if (look == null && System.nanoTime() - lookedAt > LOOK_INTERVAL.toNanos()) {
            lookedAt = System.nanoTime();
            look = admin.describeTopics(topics);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
