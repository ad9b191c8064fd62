package dev.budgetledger.ledger.log;

import dev.budgetledger.contract.Fact;

/** A fact that has its place in its stream but none in the log yet. */
record FactDraft(String stream, long sequence, String postedBy, Fact fact) {}
