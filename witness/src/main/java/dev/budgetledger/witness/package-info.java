/**
 * 见证: an office that is not the ledger's operator runs it, and cosigns heads of logs that it finds to continue from those that it cosigned before. It
 * knows the JDK and {@code contract.merkle}, which knows no more than the JDK.
 */
@NullMarked
package dev.budgetledger.witness;

import org.jspecify.annotations.NullMarked;
