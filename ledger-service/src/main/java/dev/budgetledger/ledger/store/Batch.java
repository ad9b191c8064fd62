package dev.budgetledger.ledger.store;

import java.util.List;

/** Submissions of which all are recorded in one commit, or none. */
record Batch(List<Submission> submissions) {
    Batch {
        submissions = List.copyOf(submissions);
    }
}
