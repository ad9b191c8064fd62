package dev.budgetledger.ledger.commands;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.store.Submission;

/** In whose name commands are submitted, and which of them. There is no other way from a command to a {@link Submission}. */
public interface Poster {

    /**
     * A command, to be submitted.
     *
     * @param said who posts, as it stands beside the command; null if nothing does
     * @param key its idempotency key
     * @param sequence the stream sequence that must be the last one
     * @throws ProblemException if it is not his to post, or said to be another's
     */
    Submission submission(Command command, @Nullable String said, @Nullable String key, @Nullable Long sequence);
}
