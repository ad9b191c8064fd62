package dev.budgetledger.ledger.commands.bulk;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.store.Submission;

/** One command of a request. */
sealed interface Item {

    /** Its number: of the line it begins on, or of the element, from 1. */
    long line();

    /** Its idempotency key, if it has one that can be read. */
    @Nullable String key();

    /**
     * A command to be decided.
     *
     * @param bytes about how many it had in the request
     */
    record Legible(long line, long bytes, Submission submission) implements Item {
        @Override
        public @Nullable String key() {
            return submission.idempotencyKey();
        }
    }

    /** What says nothing the ledger could decide on. */
    record Illegible(long line, @Nullable String key, ProblemException why) implements Item {}
}
