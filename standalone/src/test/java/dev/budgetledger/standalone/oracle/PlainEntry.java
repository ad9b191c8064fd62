package dev.budgetledger.standalone.oracle;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One line of one posting.
 *
 * @param operation what kind of posting it is of; of a reversal, that of what it reverses
 */
record PlainEntry(
        long position,
        Instant recordedAt,
        LocalDate day,
        PlainLine line,
        long fen,
        boolean frozen,
        String operation) {}
