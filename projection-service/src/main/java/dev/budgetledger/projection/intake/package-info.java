/**
 * Takes facts and watermarks in from Kafka: every fact once, in order, or loudly not at all.
 *
 * <p>The rules ({@link dev.budgetledger.projection.intake.Admission}) are pure; the offsets live in the same
 * transaction as the rows. What the service has to say to the ledger leaves here too: nobody else knows Kafka.
 */
@NullMarked
package dev.budgetledger.projection.intake;

import org.jspecify.annotations.NullMarked;
