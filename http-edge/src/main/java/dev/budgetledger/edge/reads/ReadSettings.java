package dev.budgetledger.edge.reads;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether it is recorded who reads.
 *
 * @param recorded null where it is asked who comes
 * @param acknowledgedWithin how long an answer waits for its record
 * @param withoutRecord what becomes of an answer whose record Kafka does not take by then
 */
@ConfigurationProperties("access.reads")
public record ReadSettings(
        @Nullable Boolean recorded,
        @DefaultValue("2s") Duration acknowledgedWithin,
        @DefaultValue("refuse") WithoutRecord withoutRecord) {

    /** What becomes of an answer whose record is not taken. */
    public enum WithoutRecord {
        /** It is not given. */
        REFUSE,
        /** It is given; the next record says how many there were. */
        ANSWER
    }

    public ReadSettings {
        if (acknowledgedWithin.toMillis() < 1) {
            throw new IllegalArgumentException("access.reads.acknowledged-within is at least a millisecond");
        }
    }
}
