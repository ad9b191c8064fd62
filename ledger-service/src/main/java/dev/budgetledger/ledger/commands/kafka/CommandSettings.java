package dev.budgetledger.ledger.commands.kafka;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How commands come through Kafka, at the addresses of {@code ledger.kafka}.
 *
 * @param enabled whether they do: anyone who may write to the topic may post
 * @param group the consumer group; instances of one ledger share it
 */
@ConfigurationProperties("ledger.commands")
public record CommandSettings(@DefaultValue("true") boolean enabled, @DefaultValue("ledger-commands") String group) {}
