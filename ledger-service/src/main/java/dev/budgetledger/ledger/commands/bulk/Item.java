package dev.budgetledger.ledger.commands.bulk;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.CommandResults;
import dev.budgetledger.ledger.store.Submission;

/** One command of a request. */
sealed interface Item {

    /** Its number: of the line it begins on, or of the element, from 1. */
    long line();

    /** Its idempotency key, if it has one that can be read. */
    @Nullable String key();

    /** Its result with all that is known of what is wrong. */
    CommandResult located(CommandResult result);

    /** Where in a table a problem is. */
    interface Locator {
        CommandResult.Fault locate(CommandResult.Problem problem);
    }

    /**
     * A command to be decided.
     *
     * @param bytes about how many it had in the request
     * @param locator null if it comes in no table
     */
    record Legible(long line, long bytes, Submission submission, @Nullable Locator locator) implements Item {

        @Override
        public CommandResult located(CommandResult result) {
            return locator == null || result.problem() == null
                    ? result
                    : CommandResults.with(List.of(locator.locate(result.problem())), result);
        }

        @Override
        public @Nullable String key() {
            return submission.idempotencyKey();
        }
    }

    /**
     * What says nothing the ledger could decide on.
     *
     * @param faults all that is wrong with it, if it comes in a table; else none
     */
    record Illegible(long line, @Nullable String key, ProblemException why, List<CommandResult.Fault> faults) implements Item {

        @Override
        public CommandResult located(CommandResult result) {
            return CommandResults.with(faults, result);
        }
    }
}
