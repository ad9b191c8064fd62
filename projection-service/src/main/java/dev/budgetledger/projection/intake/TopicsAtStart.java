package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import dev.budgetledger.contract.Topics;

/**
 * What there is to read when the intake starts.
 *
 * @param partitions of the facts and of the ticks
 * @param ends the end of each partition of the facts
 * @param ids by topic; one made again has another
 */
record TopicsAtStart(List<TopicPartition> partitions, Map<TopicPartition, Long> ends, Map<String, String> ids) {

    private static final String NOT_THERE = "Kafka has no topic " + Topics.FACTS + ", or no topic " + Topics.WATERMARKS;

    /** Asks the servers. */
    static TopicsAtStart ask(Admin admin) throws InterruptedException, NotYetException {
        try {
            Map<String, TopicDescription> topics = admin.describeTopics(Set.of(Topics.FACTS, Topics.WATERMARKS))
                    .allTopicNames()
                    .get();
            List<TopicPartition> partitions = new ArrayList<>();
            topics.values().forEach(topic -> topic.partitions().stream()
                    .map(TopicPartitionInfo::partition)
                    .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition))));
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            partitions.stream()
                    .filter(each -> each.topic().equals(Topics.FACTS))
                    .forEach(each -> latest.put(each, OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest).all().get().forEach((partition, info) -> ends.put(partition, info.offset()));
            Map<String, String> ids = new HashMap<>();
            topics.values().forEach(topic -> ids.put(topic.name(), topic.topicId().toString()));
            return new TopicsAtStart(partitions, ends, ids);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException unknown) {
                throw new NotYetException(NOT_THERE, unknown);
            }
            if (e.getCause() instanceof RetriableException retriable) {
                throw new NotYetException(String.valueOf(retriable.getMessage()), retriable);
            }
            throw new KafkaException("the topics cannot be read: " + e.getCause(), e.getCause());
        }
    }

    /** The topics are not there yet, or the servers do not answer. */
    static final class NotYetException extends Exception {

        private static final long serialVersionUID = 1L;

        NotYetException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
