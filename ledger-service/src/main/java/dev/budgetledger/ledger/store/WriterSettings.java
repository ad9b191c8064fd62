package dev.budgetledger.ledger.store;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the writer, and those who wait for it, have.
 *
 * @param patience how long a single command waits for its outcome, and one of many for room in the queue
 * @param heartbeat how often an idle writer tries whether it could append
 * @param stalled how long after the last commit or heartbeat the writer counts as stalled
 */
@ConfigurationProperties("ledger.writer")
public record WriterSettings(
        @DefaultValue("10s") Duration patience,
        @DefaultValue("1s") Duration heartbeat,
        @DefaultValue("4s") Duration stalled) {

    public static final WriterSettings DEFAULT =
            new WriterSettings(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(4));

    /** How long one of many commands waits for its outcome: those before it are its own. */
    public Duration patienceOfMany() {
        return patience.multipliedBy(3);
    }
}
