/**
 * The decision core: pure functions from a state and a command to facts or a refusal. It knows no framework, no clock and
 * no database; what it needs arrives with the command.
 */
@NullMarked
package dev.budgetledger.ledger.budget;

import org.jspecify.annotations.NullMarked;
