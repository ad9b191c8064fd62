/**
 * PostgreSQL and Kafka inside this JVM's keeping: durable, on loopback only, their data in a folder that the next start
 * continues from.
 */
@NullMarked
package dev.budgetledger.embedded;

import org.jspecify.annotations.NullMarked;
