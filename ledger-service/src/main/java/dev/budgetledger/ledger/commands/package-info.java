/**
 * Commands and questions from outside: HTTP in, problems out.
 */
@NullMarked
package dev.budgetledger.ledger.commands;

import org.jspecify.annotations.NullMarked;
