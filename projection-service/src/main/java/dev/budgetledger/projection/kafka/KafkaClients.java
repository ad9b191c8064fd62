package dev.budgetledger.projection.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.budgetledger.projection.shards.Shard;

/** Kafka's clients, as the features need them. */
public final class KafkaClients {

    /**
     * An instance that was killed keeps its partitions, and its successor waiting, for this long: the least that Kafka takes.
     * A read waits longer ({@code projection.read-wait}), so that it sees the successor.
     */
    public static final Duration UNTIL_GIVEN_UP = Duration.ofSeconds(6);
    /** After it the others learn that there is something to take over. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final KafkaProperties settings;
    /** A shard has all partitions, in a group of its own, however many of them have the same settings. */
    private final String group;

    public KafkaClients(KafkaProperties settings, Shard shard) {
        this.settings = settings;
        this.group = shard.isWhole() ? settings.group() : settings.group() + "-" + shard.number() + "-of-" + shard.shards();
    }

    public Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = reading();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) UNTIL_GIVEN_UP.toMillis());
        config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT.toMillis());
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return consumer(config);
    }

    /** A consumer of its own: it shares partitions with nobody. */
    public Consumer<byte[], byte[]> loneConsumer() {
        return consumer(reading());
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(config, bytes, bytes);
    }

    /** Of no group: it reads what it assigns itself, and waits no longer than so. */
    public Consumer<byte[], byte[]> assignedConsumer(Duration patience) {
        Map<String, Object> config = common();
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(config, bytes, bytes);
    }

    /** Gives up on a record after so long. */
    public Producer<byte[], byte[]> producer(Duration patience) {
        Map<String, Object> config = common();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new KafkaProducer<>(config, bytes, bytes);
    }

    private Map<String, Object> reading() {
        Map<String, Object> config = common();
        // The offsets that count are in PostgreSQL; where they lead nowhere, nothing else may be read instead.
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Large batches: what a transaction costs, it costs once. Larger ones cost the collector more than they save.
        config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4_000);
        config.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        return config;
    }

    public Admin admin() {
        return Admin.create(common());
    }

    /** What any client of this service is told. */
    Map<String, Object> common() {
        Map<String, Object> config = new HashMap<>(settings.properties());
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        // A server that is unavailable is asked again ever more seldom: each attempt is a line in the log.
        config.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 10_000);
        return config;
    }

    /**
     * Where the facts come from.
     *
     * @param bootstrapServers host:port, comma-separated
     * @param group instances of one group share one database
     * @param properties further settings of Kafka's clients, such as those of its security
     */
    @ConfigurationProperties("projection.kafka")
    public record KafkaProperties(
            String bootstrapServers,
            @DefaultValue("budget-projection") String group,
            @DefaultValue Map<String, String> properties) {

        /** What reading each record once, in order, rests on. */
        private static final Set<String> OURS = Set.of(
                "bootstrap.servers", "group.id", "group.protocol", "enable.auto.commit", "auto.offset.reset",
                "allow.auto.create.topics", "partition.assignment.strategy", "acks", "transactional.id",
                "key.serializer", "value.serializer", "key.deserializer", "value.deserializer");

        /** @throws IllegalArgumentException if a property is not for anybody to set */
        public KafkaProperties {
            properties.keySet().stream().filter(OURS::contains).findFirst().ifPresent(ours -> {
                throw new IllegalArgumentException("projection.kafka.properties may not set " + ours
                        + ": that each record is taken in once, in order, rests on what the projection sets there");
            });
            properties = Map.copyOf(properties);
        }
    }
}
