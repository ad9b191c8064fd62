package dev.budgetledger.ledger.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log reaches Kafka.
 *
 * @param bootstrapServers Kafka's addresses
 * @param source names this ledger, the CloudEvents source
 * @param partitions of the facts topic, when it is created
 * @param gather how long facts that come after a batch wait for others to go with them
 * @param tick how often an idle ledger says that nothing has happened
 * @param properties further settings of every Kafka client of this service, such as those of its security
 * @param relayWithin how old a fact may be that is not in Kafka yet, before health says so
 * @param replication of topics, when they are made; absent: the broker's default
 * @param minInsyncReplicas of topics, when they are made; absent: 2 where there are at least three replicas, else the broker's
 */
@ConfigurationProperties("ledger.kafka")
public record OutboxSettings(
        String bootstrapServers,
        @DefaultValue("urn:budget-ledger:ledger") String source,
        @DefaultValue("6") int partitions,
        @DefaultValue("50ms") Duration gather,
        @DefaultValue("500ms") Duration tick,
        @DefaultValue Map<String, String> properties,
        @DefaultValue("1m") Duration relayWithin,
        @Nullable Short replication,
        @Nullable Short minInsyncReplicas) {

    /** What order, and posting each command once, rest on. */
    private static final Set<String> OURS = Set.of(
            "bootstrap.servers", "acks", "enable.idempotence", "max.in.flight.requests.per.connection", "retries",
            "delivery.timeout.ms", "transactional.id", "enable.auto.commit", "auto.offset.reset", "isolation.level",
            "group.id", "group.protocol", "key.serializer", "value.serializer", "key.deserializer", "value.deserializer");

    /** @throws IllegalArgumentException if a property is not for anybody to set */
    @ConstructorBinding
    public OutboxSettings {
        properties.keySet().stream().filter(OURS::contains).findFirst().ifPresent(ours -> {
            throw new IllegalArgumentException("ledger.kafka.properties may not set " + ours
                    + ": that each fact and each command is carried once, in order, rests on what the ledger sets there");
        });
        properties = Map.copyOf(properties);
    }

    /** With topics as the broker makes them. */
    public OutboxSettings(
            String bootstrapServers, String source, int partitions, Duration gather, Duration tick,
            Map<String, String> properties) {
        this(bootstrapServers, source, partitions, gather, tick, properties, Duration.ofMinutes(1), null, null);
    }

    /** A client's settings: its own win over the {@link #properties}. */
    public Map<String, Object> forClient(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.putAll(own);
        return all;
    }
}
