/** Clients of Kafka, with one map of settings. */
@NullMarked
package dev.budgetledger.projection.kafka;

import org.jspecify.annotations.NullMarked;
