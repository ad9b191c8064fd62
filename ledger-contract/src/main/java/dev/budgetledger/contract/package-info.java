/**
 * The published language of the ledger: what the log holds, what Kafka carries, what readers may rely on.
 *
 * <p>Everything here is a record or a pure function over the JDK and Jackson. Both services depend on it and on
 * nothing of each other.
 */
@NullMarked
package dev.budgetledger.contract;

import org.jspecify.annotations.NullMarked;
