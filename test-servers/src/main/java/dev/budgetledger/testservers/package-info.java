/** PostgreSQL and Kafka for tests: containers where a Docker engine answers, the embedded servers elsewhere. */
@NullMarked
package dev.budgetledger.testservers;

import org.jspecify.annotations.NullMarked;
