package dev.budgetledger.ledger.log;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The end of the log, seen under the append lock.
 *
 * @param position the last position, 0 while the log is empty
 * @param now the instant that facts appended under this lock are recorded at: after every instant recorded or
 *     closed before
 * @param implausible why nothing may be appended or closed all the same: what is wrong with the clock; null if nothing is
 */
public record Head(long position, Instant now, @Nullable String implausible) {

    public Head(long position, Instant now) {
        this(position, now, null);
    }

    /**
     * Continues only if something may be appended.
     *
     * @throws ImplausibleClockException else
     */
    public void requirePlausible() {
        if (implausible != null) {
            throw new ImplausibleClockException(implausible);
        }
    }
}
