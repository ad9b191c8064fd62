package dev.budgetledger.ledger.log;

import java.time.Instant;

/**
 * Where the log will end, as who decides before he has the append lock takes it; {@link FactLog#requireHead looked at} under the lock
 * before anything is written.
 *
 * @param head as it will be, with the instant that what is decided on it is recorded at
 * @param databaseNow what the database's clock is taken to say
 */
public record ExpectedHead(Head head, Instant databaseNow) {}
