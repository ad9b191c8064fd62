package dev.budgetledger.ledger.log;

import java.time.Instant;

/**
 * Where 记账时间 comes from. The database's own clock by default, so that several instances share one; tests give
 * another.
 */
@FunctionalInterface
public interface StoreClock {

    /** The database's clock as it is. */
    StoreClock DATABASE = databaseNow -> databaseNow;

    Instant now(Instant databaseNow);
}
