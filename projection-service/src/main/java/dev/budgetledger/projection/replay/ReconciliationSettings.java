package dev.budgetledger.projection.replay;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the served projection is compared with the log all the time.
 *
 * @param enabled whether it is
 * @param share of the time it may take, at most; a step takes some milliseconds, and what follows is rest
 * @param pause at least this long after each step
 * @param longestRest at most this long, however long the step took: else hours would follow one that waited for a lock
 * @param roundWithin all of it is looked at within this time, or health says so
 */
@ConfigurationProperties("projection.reconciliation")
record ReconciliationSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("0.01") double share,
        @DefaultValue("250ms") Duration pause,
        @DefaultValue("30s") Duration longestRest,
        @DefaultValue("7d") Duration roundWithin) {

    ReconciliationSettings {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("projection.reconciliation.share is above 0 and at most 1, not " + share);
        }
        if (longestRest.compareTo(pause) < 0) {
            throw new IllegalArgumentException("projection.reconciliation.longest-rest is at least the pause of " + pause
                    + ", not " + longestRest);
        }
    }

    Duration pauseAfter(Duration step) {
        double rest = Math.min(step.toNanos() * (1 / share - 1), (double) longestRest.toNanos());
        return Duration.ofNanos(Math.max((long) rest, pause.toNanos()));
    }
}
