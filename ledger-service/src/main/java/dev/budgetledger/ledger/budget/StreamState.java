package dev.budgetledger.ledger.budget;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;

/** What the facts of one stream add up to: the state of a budget, or of a year's catalogue. Immutable. */
public sealed interface StreamState permits Budget, Catalogue {

    /** The state of a stream before its first fact. */
    static StreamState before(String stream) {
        return BudgetId.isClassificationStream(stream) ? Catalogue.EMPTY : Budget.unopened();
    }

    /** The state after a fact of this stream. */
    StreamState evolve(Fact fact);

    /** About the memory it takes: within a third of what a heap histogram says. */
    long bytes();
}
