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
 */
@ConfigurationProperties("projection.comparison")
record ComparisonSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("0.01") double share,
        @DefaultValue("250ms") Duration pause) {

    ComparisonSettings {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("projection.comparison.share is above 0 and at most 1, not " + share);
        }
    }

    Duration pauseAfter(Duration step) {
        Duration rest = Duration.ofNanos((long) (step.toNanos() * (1 / share - 1)));
        return rest.compareTo(pause) > 0 ? rest : pause;
    }
}
