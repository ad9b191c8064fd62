/**
 * 公开: publishes the tables by a command to the ledger, and keeps what was published at hand.
 */
@NullMarked
package dev.budgetledger.projection.publication;

import org.jspecify.annotations.NullMarked;
