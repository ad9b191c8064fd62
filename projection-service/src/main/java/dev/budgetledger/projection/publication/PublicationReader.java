package dev.budgetledger.projection.publication;

import java.util.List;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/** Reads what was published of budgets. */
public interface PublicationReader {

    /** The publications of a budget that are here, in order. */
    List<LoggedPublication> of(BudgetId budget);

    /**
     * The publication of an address.
     *
     * @throws ProblemException if the number is none, or there is no such publication
     */
    default LoggedPublication one(BudgetId budget, String number) {
        return of(budget).stream()
                .filter(each -> Long.toString(each.fact().number()).equals(number))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemCode.PUBLICATION_UNKNOWN, "number",
                        "the budget " + budget.stream() + " has no publication " + PlainText.quoted(number)));
    }
}
