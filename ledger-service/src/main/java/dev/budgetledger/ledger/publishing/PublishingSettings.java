package dev.budgetledger.ledger.publishing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.ConfigurationProperties;
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
 */
@ConfigurationProperties("ledger.kafka")
public record PublishingSettings(
        String bootstrapServers,
        @DefaultValue("urn:budget-ledger:ledger") String source,
        @DefaultValue("6") int partitions,
        @DefaultValue("50ms") Duration gather,
        @DefaultValue("500ms") Duration tick,
        @DefaultValue Map<String, String> properties) {

    /** A client's settings: its own win over the {@link #properties}, which win over nothing it needs. */
    public Map<String, Object> forClient(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.putAll(own);
        return all;
    }
}
