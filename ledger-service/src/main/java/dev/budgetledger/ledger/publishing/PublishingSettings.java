package dev.budgetledger.ledger.publishing;

import java.time.Duration;

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
 */
@ConfigurationProperties("ledger.kafka")
public record PublishingSettings(
        String bootstrapServers,
        @DefaultValue("urn:budget-ledger:ledger") String source,
        @DefaultValue("6") int partitions,
        @DefaultValue("50ms") Duration gather,
        @DefaultValue("500ms") Duration tick) {}
