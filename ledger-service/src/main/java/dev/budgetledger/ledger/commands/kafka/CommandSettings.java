package dev.budgetledger.ledger.commands.kafka;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How commands come through Kafka, at the addresses of {@code ledger.kafka}.
 *
 * @param enabled whether they do: anyone who may write to the topic may post
 * @param group the consumer group; instances of one ledger share it
 * @param requireSignature whether a command that nobody signed is refused; null as by HTTP: if it is asked who comes
 */
@ConfigurationProperties("ledger.commands")
public record CommandSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("ledger-commands") String group,
        @Nullable Boolean requireSignature) {

    /**
     * Whether a command that nobody signed is refused.
     *
     * @param isOpen whether nobody is asked who comes by HTTP
     */
    public boolean requiresSignature(boolean isOpen) {
        return requireSignature == null ? !isOpen : requireSignature;
    }
}
