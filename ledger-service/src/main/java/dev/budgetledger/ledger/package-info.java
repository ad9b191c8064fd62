/** The write side: commands in, facts in the log, Kafka after it. */
@NullMarked
package dev.budgetledger.ledger;

import org.jspecify.annotations.NullMarked;
