/**
 * 核验: checks an evidence package offline, knowing nothing of the services but what is written about the package, the facts and
 * the tables. The JDK and {@code contract.merkle}, which knows no more than the JDK, are all it runs on.
 */
@NullMarked
package dev.budgetledger.verifier;

import org.jspecify.annotations.NullMarked;
