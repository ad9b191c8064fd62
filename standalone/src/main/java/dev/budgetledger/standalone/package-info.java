/**
 * Everything in one JVM: PostgreSQL, Kafka, the ledger service and the projection service, with a real budget to look at.
 */
@NullMarked
package dev.budgetledger.standalone;

import org.jspecify.annotations.NullMarked;
