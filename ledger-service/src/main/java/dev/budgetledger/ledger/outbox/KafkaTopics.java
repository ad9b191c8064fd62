package dev.budgetledger.ledger.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.contract.Topics;

import static java.util.Objects.requireNonNull;

/** Makes topics where they do not exist; leaves those that do as they are, and says what of them is not as it should be. */
public final class KafkaTopics {

    /** With this many replicas an acknowledged record is to be on two, so that one may be lost. */
    private static final int SAFE_REPLICAS = 3;
    private static final int SAFE_IN_SYNC = 2;

    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaTopics.class);

    /** Twice as long as the Cybersecurity Law 网络安全法 asks for in article 21. */
    private static final Duration READS_KEPT = Duration.ofDays(366);

    private static final int LOOKS_MAX = 50;
    private static final long LOOK_INTERVAL_MILLIS = 100;

    private KafkaTopics() {}

    /** Those of the relayed log, and that of reads; returns what {@link #create(OutboxSettings, List)} does. */
    static List<String> create(OutboxSettings settings) throws InterruptedException, ExecutionException {
        NewTopic facts = new NewTopic(Topics.FACTS, Optional.of(settings.partitions()), Optional.empty())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG, "-1",
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(FactSender.RECORD_BYTES_MAX)));
        NewTopic watermarks = new NewTopic(Topics.WATERMARKS, Optional.of(1), Optional.empty())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "86400000"));
        NewTopic reads = new NewTopic(Topics.READS, Optional.of(1), Optional.empty())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, Long.toString(READS_KEPT.toMillis()),
                        TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
        return create(settings, List.of(facts, watermarks, reads));
    }

    /**
     * Any.
     *
     * @param topics with their partitions and what they need
     * @return what of them is otherwise in Kafka, a sentence each; they work for all that
     */
    public static List<String> create(OutboxSettings settings, List<NewTopic> topics)
            throws InterruptedException, ExecutionException {
        try (Admin admin = admin(settings)) {
            List<NewTopic> wanted = topics.stream().map(each -> replicated(each, settings)).toList();
            CreateTopicsResult created = admin.createTopics(wanted);
            for (NewTopic topic : wanted) {
                try {
                    requireNonNull(created.values().get(topic.name())).get();
                    if (settings.minInsyncReplicas() == null) {
                        requireInSync(admin, topic.name(), created.replicationFactor(topic.name()));
                    }
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
            return differences(admin, settings, topics);
        }
    }

    /**
     * Looks whether topics are still there, as far as Kafka says anything.
     *
     * @throws UnknownTopicOrPartitionException naming one that is not
     */
    static void requireThere(OutboxSettings settings, List<String> topics) throws InterruptedException {
        try (Admin admin = admin(settings)) {
            requireThere(admin.describeTopics(topics));
        }
    }

    /** The same by what was asked before. */
    static void requireThere(DescribeTopicsResult topics) throws InterruptedException {
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each : topics.topicNameValues().entrySet()) {
            try {
                var _ = each.getValue().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    throw new UnknownTopicOrPartitionException("the topic " + each.getKey() + " is not there any more");
                }
            }
        }
    }

    static Admin admin(OutboxSettings settings) {
        return Admin.create(settings.forClient(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000")));
    }

    /**
     * How long to wait after a fault. A wrong password or a missing right stays so for longer than a broken connection, and
     * each attempt is a line in a log here and at the broker.
     */
    public static Duration retryAfter(Throwable fault, int inARow) {
        return isRefused(fault) ? Duration.ofSeconds(10) : Duration.ofSeconds(1);
    }

    private static boolean isRefused(@Nullable Throwable fault) {
        return fault instanceof AuthenticationException
                || fault instanceof AuthorizationException
                || (fault != null && isRefused(fault.getCause()));
    }

    private static NewTopic replicated(NewTopic topic, OutboxSettings settings) {
        Map<String, String> configs = new HashMap<>(topic.configs());
        if (settings.minInsyncReplicas() != null) {
            configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, settings.minInsyncReplicas().toString());
        }
        return new NewTopic(topic.name(), Optional.of(topic.numPartitions()), Optional.ofNullable(settings.replication()))
                .configs(configs);
    }

    /** How many replicas the broker makes is known only once it has. */
    private static void requireInSync(Admin admin, String topic, KafkaFuture<Integer> replicas)
            throws InterruptedException {
        ConfigEntry two = new ConfigEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(SAFE_IN_SYNC));
        try {
            if (replicas.get() >= SAFE_REPLICAS) {
                admin.incrementalAlterConfigs(Map.of(
                                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                List.of(new AlterConfigOp(two, AlterConfigOp.OpType.SET))))
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            LOGGER.warn("min.insync.replicas of {} could not be set: {}", topic, String.valueOf(e.getCause()));
        }
    }

    private static List<String> differences(Admin admin, OutboxSettings settings, List<NewTopic> topics)
            throws InterruptedException {
        for (int look = 1; look < LOOKS_MAX; look++) {
            try {
                return differencesNow(admin, settings, topics);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    return List.of("how the topics are kept cannot be read: " + e.getCause());
                }
                Thread.sleep(LOOK_INTERVAL_MILLIS); // not every broker knows at once of a topic that was just made
            }
        }
        return List.of("the topics were made, and are not there");
    }

    private static List<String> differencesNow(Admin admin, OutboxSettings settings, List<NewTopic> topics)
            throws InterruptedException, ExecutionException {
        List<String> names = topics.stream().map(NewTopic::name).toList();
        Map<String, TopicDescription> descriptions = admin.describeTopics(names).allTopicNames().get();
        Map<ConfigResource, Config> configs = admin.describeConfigs(names.stream()
                        .map(each -> new ConfigResource(ConfigResource.Type.TOPIC, each))
                        .toList())
                .all()
                .get();
        return topics.stream()
                .flatMap(each -> {
                    TopicDescription described = requireNonNull(descriptions.get(each.name()));
                    Config config = requireNonNull(
                            configs.get(new ConfigResource(ConfigResource.Type.TOPIC, each.name())));
                    return differences(each, settings, described.partitions().getFirst().replicas().size(),
                            name -> config.get(name).value()).stream();
                })
                .toList();
    }

    /** What a topic of this many replicas is not as it should be, given its settings. */
    static List<String> differences(
            NewTopic topic, OutboxSettings settings, int replicas, UnaryOperator<String> actual) {
        List<String> found = new ArrayList<>();
        new TreeMap<>(topic.configs()).forEach((name, wanted) -> {
            String is = actual.apply(name);
            boolean enough = name.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                    ? Long.parseLong(is) >= Long.parseLong(wanted)
                    : is.equals(wanted);
            if (!enough) {
                found.add(topic.name() + ": " + name + " is " + is + ", not " + wanted);
            }
        });
        if (settings.replication() != null && replicas < settings.replication()) {
            found.add(topic.name() + ": it has " + replicas + " replicas, not " + settings.replication());
        }
        int inSync = Integer.parseInt(actual.apply(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
        int least = settings.minInsyncReplicas() != null
                ? settings.minInsyncReplicas()
                : replicas >= SAFE_REPLICAS ? SAFE_IN_SYNC : 1;
        if (inSync < least) {
            found.add(topic.name() + ": min.insync.replicas is " + inSync + ", not " + least
                    + ": what is acknowledged may be lost with one broker");
        } else if (inSync > 1 && inSync >= replicas) {
            found.add(topic.name() + ": min.insync.replicas is " + inSync + " of " + replicas
                    + " replicas: nothing can be written while one broker is unavailable");
        }
        return found;
    }
}
