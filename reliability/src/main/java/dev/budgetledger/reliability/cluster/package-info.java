/**
 * The system under test: its processes on loopback, the connections between them, and what can be done to either.
 */
@NullMarked
package dev.budgetledger.reliability.cluster;

import org.jspecify.annotations.NullMarked;
