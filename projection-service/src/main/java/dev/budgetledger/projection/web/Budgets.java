package dev.budgetledger.projection.web;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;

/** Reads the budget that a request is about. */
public final class Budgets {

    private Budgets() {}

    /**
     * The budget at the point asked for.
     *
     * @throws ProblemException if it was not open by then
     */
    public static BudgetAsOf read(BudgetReader reader, BudgetId id, AsOfQuestion question, Basis basis) {
        AsOf asOf = reader.resolve(id.fiscalYear(), question);
        return reader.read(id, asOf, basis).orElseThrow(() -> RequestProblem.budgetNotOpen(id));
    }
}
