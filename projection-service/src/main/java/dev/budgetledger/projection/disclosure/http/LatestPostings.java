package dev.budgetledger.projection.disclosure.http;

import java.util.List;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.projection.entries.BudgetAsOf;

/** The postings of a budget that were recorded last, for its page. */
@FunctionalInterface
interface LatestPostings {

    /** A few that count at the point of the budget, the newest first. */
    List<Envelope> of(BudgetAsOf budget);
}
