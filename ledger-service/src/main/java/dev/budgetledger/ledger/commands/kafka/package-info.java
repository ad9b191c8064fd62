/**
 * Commands through Kafka: the same documents, the same decisions, the same idempotency as over HTTP.
 */
@NullMarked
package dev.budgetledger.ledger.commands.kafka;

import org.jspecify.annotations.NullMarked;
