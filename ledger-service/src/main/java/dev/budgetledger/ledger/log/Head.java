package dev.budgetledger.ledger.log;

import java.time.Instant;

/**
 * The end of the log, seen under the append lock.
 *
 * @param position the last position, 0 while the log is empty
 * @param now the instant that facts appended under this lock are recorded at: after every instant recorded or
 *     promised before
 */
public record Head(long position, Instant now) {}
