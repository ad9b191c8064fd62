package dev.budgetledger.workers;

import java.time.Duration;

/** How long a worker waits after a fault. */
public interface Retry {

    /**
     * The pause.
     *
     * @param inARow how many turns have failed one after the other, this one too
     */
    Duration after(Throwable fault, int inARow);

    /** As long after each fault. */
    static Retry each(Duration pause) {
        return (_, _) -> pause;
    }

    /** Twice as long after each, up to a bound. */
    static Retry doubling(Duration first, Duration max) {
        return (_, inARow) -> {
            Duration pause = first.multipliedBy(1L << Math.min(inARow - 1, 30));
            return pause.compareTo(max) < 0 ? pause : max;
        };
    }
}
