package dev.budgetledger.ledger.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.RequestHash;

/**
 * Submissions of which all are recorded in one commit, or none.
 *
 * @param requests what names each of them in its facts; null of one without a key
 */
record Batch(List<Submission> submissions, List<@Nullable RequestHash> requests) {
    Batch {
        submissions = List.copyOf(submissions);
        requests = Collections.unmodifiableList(new ArrayList<>(requests));
    }
}
