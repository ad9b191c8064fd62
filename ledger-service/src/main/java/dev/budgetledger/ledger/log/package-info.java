/**
 * The log on PostgreSQL: dense positions, monotone times, byte-stable envelopes, appended under one short lock.
 */
@NullMarked
package dev.budgetledger.ledger.log;

import org.jspecify.annotations.NullMarked;
