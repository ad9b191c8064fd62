package dev.budgetledger.ledger.budget;

import dev.budgetledger.contract.Fact;

/** A fact to record next in a stream. */
public record NewFact(String stream, Fact fact) {}
