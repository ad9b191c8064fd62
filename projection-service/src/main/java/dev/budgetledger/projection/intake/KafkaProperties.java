package dev.budgetledger.projection.intake;

import java.util.Map;

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
record KafkaProperties(
        String bootstrapServers,
        @DefaultValue("budget-projection") String group,
        @DefaultValue Map<String, String> properties) {

    KafkaProperties {
        properties = Map.copyOf(properties);
    }
}
