package dev.budgetledger.edge;

import java.time.Duration;

/**
 * How fast a body must come: in each span of waiting for it this many bytes. Only waiting counts: what a service
 * takes to work on a part is not its sender's.
 *
 * @param span how long is waited until it is looked at; nothing at all may come for no longer
 * @param bytes that must have come in it
 */
public record Pace(Duration span, long bytes) {

    private static final Duration BULK_SPAN = Duration.ofMinutes(1);

    /** All of it within a time. */
    public static Pace whole(Duration timeout) {
        return new Pace(timeout, Long.MAX_VALUE);
    }

    boolean isWhole() {
        return bytes == Long.MAX_VALUE;
    }

    /** As long as it takes at a rate, in bytes a second. */
    public static Pace atLeast(long rate) {
        return new Pace(BULK_SPAN, rate * BULK_SPAN.toSeconds());
    }
}
