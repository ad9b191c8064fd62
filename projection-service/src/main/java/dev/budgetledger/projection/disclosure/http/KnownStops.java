package dev.budgetledger.projection.disclosure.http;

import dev.budgetledger.projection.console.PointStops;
import dev.budgetledger.projection.entries.BudgetAsOf;

/** Where a budget becomes another, for the sliders of its pages. */
@FunctionalInterface
interface KnownStops {

    /** Days as far as they are known at the point of the budget; what was recorded, all that is known now. */
    PointStops of(BudgetAsOf budget);
}
