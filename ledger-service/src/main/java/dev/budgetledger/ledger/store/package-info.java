/**
 * Axon on the log: thin aggregates around the decision core, and the one writer that commits commands in groups.
 */
@NullMarked
package dev.budgetledger.ledger.store;

import org.jspecify.annotations.NullMarked;
