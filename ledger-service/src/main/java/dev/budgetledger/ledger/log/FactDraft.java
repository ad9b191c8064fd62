package dev.budgetledger.ledger.log;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.RequestHash;

/** A decided fact that has its place in its stream but none in the log yet. */
public record FactDraft(String stream, long sequence, String postedBy, Fact fact, @Nullable RequestHash request) {

    /** Of a request without a key. */
    public FactDraft(String stream, long sequence, String postedBy, Fact fact) {
        this(stream, sequence, postedBy, fact, null);
    }
}
