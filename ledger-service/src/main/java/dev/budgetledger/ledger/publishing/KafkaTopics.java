package dev.budgetledger.ledger.publishing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

import dev.budgetledger.contract.Topics;

/** Makes topics where they do not exist; leaves those that do as they are. */
public final class KafkaTopics {

    private KafkaTopics() {}

    /** Those of the published log. */
    static void create(PublishingSettings settings) throws InterruptedException, ExecutionException {
        NewTopic facts = new NewTopic(Topics.FACTS, Optional.of(settings.partitions()), Optional.empty())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG, "-1",
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(FactSender.LARGEST_RECORD)));
        NewTopic watermarks = new NewTopic(Topics.WATERMARKS, Optional.of(1), Optional.empty())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "86400000"));
        create(settings, List.of(facts, watermarks));
    }

    /** Any. */
    public static void create(PublishingSettings settings, List<NewTopic> topics)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(settings.forClient(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000")))) {
            for (var result : admin.createTopics(topics).values().values()) {
                try {
                    result.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }
}
