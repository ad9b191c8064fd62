package dev.budgetledger.edge.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How many requests one principal may make.
 *
 * @param requestsPerSecond more than zero; null no limit
 * @param burst how many at once, at least one; null as many as in a second
 */
@ConfigurationProperties("access.limits")
record LimitSettings(@Nullable Double requestsPerSecond, @Nullable Integer burst) {

    LimitSettings {
        if (requestsPerSecond != null && !(requestsPerSecond > 0)) {
            throw new IllegalArgumentException("access.limits.requests-per-second is more than zero, or left out");
        }
        if (burst != null && burst < 1) {
            throw new IllegalArgumentException("access.limits.burst is at least one");
        }
    }

    @Nullable RequestLimits limits() {
        return requestsPerSecond == null ? null : new RequestLimits(requestsPerSecond,
                burst == null ? (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.ceil(requestsPerSecond))) : burst, System::nanoTime);
    }
}
