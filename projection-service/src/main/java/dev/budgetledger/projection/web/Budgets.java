package dev.budgetledger.projection.web;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;

/** Reads the budget that a request is about. */
public final class Budgets {

    private Budgets() {}

    /** Where all that is disclosed of a budget is. */
    public static String address(BudgetId budget) {
        return "/v1/disclosures/" + budget.department() + "/" + budget.fiscalYear();
    }

    /** The same. */
    public static String address(Department department, int fiscalYear) {
        return address(new BudgetId(department.code(), fiscalYear));
    }

    /**
     * The budget at the point asked for.
     *
     * @throws ProblemException if it was not open by then, or nothing of it can be effective on that day
     */
    public static BudgetAsOf read(BudgetReader reader, BudgetId id, AsOfQuestion question, Basis basis) {
        requireOfYear("effectiveOn", question.effectiveOn(), id.fiscalYear());
        AsOf asOf = reader.resolve(id.fiscalYear(), question);
        return reader.read(id, asOf, basis).orElseThrow(() -> RequestProblem.budgetNotOpen(id));
    }

    /**
     * Makes sure that a day is one by which something of a budget can be effective, and its table not empty only for that: of its year, or
     * of the one before, in which money may be given out already.
     *
     * @throws ProblemException if it is another
     */
    public static void requireOfYear(String field, @Nullable LocalDate day, int fiscalYear) {
        if (day != null && (day.getYear() > fiscalYear || day.getYear() < fiscalYear - 1)) {
            throw ProblemException.invalid(field, "not in the fiscal year " + fiscalYear + ", nor in the one before: " + day);
        }
    }
}
