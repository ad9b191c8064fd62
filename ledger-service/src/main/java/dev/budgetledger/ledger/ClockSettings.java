package dev.budgetledger.ledger;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.budgetledger.ledger.log.ClockWatch;

/**
 * Which instants are recorded.
 *
 * @param tolerance how far the database's clock may be from this service's, and the end of the log ahead of it
 * @param acknowledged an end of the log that is taken as it is, however far ahead it lies
 */
@ConfigurationProperties("ledger.clock")
record ClockSettings(@DefaultValue("1m") Duration tolerance, @Nullable Instant acknowledged) {

    ClockWatch watch() {
        return new ClockWatch(tolerance, acknowledged);
    }
}
