package dev.budgetledger.ledger.store;

import java.util.List;
import java.util.Optional;

import dev.budgetledger.contract.RequestHash;

/**
 * Submissions of which all are recorded in one commit, or none.
 *
 * @param requests what names each of them in its facts; none for one without a key
 */
record Batch(List<Submission> submissions, List<Optional<RequestHash>> requests) {
    Batch {
        submissions = List.copyOf(submissions);
        requests = List.copyOf(requests);
    }
}
