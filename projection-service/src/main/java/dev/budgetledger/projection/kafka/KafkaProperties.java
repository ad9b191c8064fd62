package dev.budgetledger.projection.kafka;

import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

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
