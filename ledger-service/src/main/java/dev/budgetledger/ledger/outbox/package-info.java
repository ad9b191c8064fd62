/**
 * The log to Kafka: every fact at least once, in order, with watermarks.
 */
@NullMarked
package dev.budgetledger.ledger.outbox;

import org.jspecify.annotations.NullMarked;
