package dev.budgetledger.projection.publication;

import java.util.List;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.web.RequestProblem;

/** Reads what was published of budgets. */
public interface PublicationReader {

    /** The publications of a budget that are here, in order. */
    List<LoggedPublication> of(BudgetId budget);

    /**
     * The publication of an address.
     *
     * @throws RequestProblem if the number is none, or there is no such publication
     */
    default LoggedPublication one(BudgetId budget, String number) {
        return of(budget).stream()
                .filter(each -> Long.toString(each.fact().number()).equals(number))
                .findFirst()
                .orElseThrow(() -> RequestProblem.publicationUnknown(budget, number));
    }
}
