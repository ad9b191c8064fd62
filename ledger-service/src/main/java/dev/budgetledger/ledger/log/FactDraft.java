package dev.budgetledger.ledger.log;

import dev.budgetledger.contract.Fact;

/** A decided fact that has its place in its stream but none in the log yet. */
public record FactDraft(String stream, long sequence, String postedBy, Fact fact) {}
