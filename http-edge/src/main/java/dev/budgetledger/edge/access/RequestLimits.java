package dev.budgetledger.edge.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * 限流: how many requests somebody may make. Each has a bucket of tokens that fills by so many a second; a request takes one, whatever is in it.
 * Of as many as are remembered the one that asked longest ago is forgotten first, and begins again with a full bucket.
 */
final class RequestLimits {

    static final int REMEMBERED_MAX = 10_000;

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final int burst;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /** @param tokens as of {@code filledNanos} */
    private record Bucket(double tokens, long filledNanos) {}

    /**
     * Limits.
     *
     * @param perSecond more than zero
     * @param burst how many at once, at least one
     * @param nanos a clock that only goes forward
     */
    RequestLimits(double perSecond, int burst, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanos = nanos;
    }

    /**
     * Takes a token.
     *
     * @return 0 if there was one; else in how many seconds there will be
     */
    synchronized long secondsToWait(String who) {
        long now = nanos.getAsLong();
        @Nullable Bucket last = buckets.get(who);
        double tokens = last == null ? burst : Math.min(burst, last.tokens + (now - last.filledNanos) / NANOS_PER_SECOND * perSecond);
        boolean may = tokens >= 1;
        buckets.put(who, new Bucket(may ? tokens - 1 : tokens, now));
        return may ? 0 : (long) Math.ceil((1 - tokens) / perSecond);
    }

    synchronized int remembered() {
        return buckets.size();
    }

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
}
