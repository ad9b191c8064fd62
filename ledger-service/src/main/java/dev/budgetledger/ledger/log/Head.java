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

    /**
     * Where the log will end, as who decides before he has the append lock takes it; {@link FactLog#requireHead looked at} under the lock
     * before anything is written.
     *
     * @param head as it will be, with the instant that what is decided on it is recorded at
     * @param databaseNow what the database's clock is taken to say
     */
    public record ExpectedHead(Head head, Instant databaseNow) {}
}
