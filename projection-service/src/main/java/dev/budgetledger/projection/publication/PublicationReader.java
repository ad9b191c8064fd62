package dev.budgetledger.projection.publication;

import java.util.List;
import java.util.Optional;

import dev.budgetledger.contract.BudgetId;

/** Reads what was published of budgets. */
public interface PublicationReader {

    /** The publications of a budget that are here, in order. */
    List<LoggedPublication> of(BudgetId budget);

    /** The publication of a number, if there is one. */
    default Optional<LoggedPublication> one(BudgetId budget, String number) {
        return of(budget).stream().filter(each -> Long.toString(each.fact().number()).equals(number)).findFirst();
    }
}
