package dev.budgetledger.projection.comparison.http;

import java.time.LocalDate;
import java.time.Month;
import java.util.Objects;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.comparison.BudgetPair;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.RequestProblem;

/** Reads a budget at the two points that changes are asked between. */
final class Points {

    private final BudgetReader budgets;

    Points(BudgetReader budgets) {
        this.budgets = budgets;
    }

    /**
     * The budget at both points. What is not said of the first is as in the second; of another year it is the last day.
     *
     * @throws ProblemException if a year is none, or a budget was not open
     */
    BudgetPair read(BudgetId id, ChangesQuery query) {
        BudgetId fromId = new BudgetId(id.department(), fromYear(id, query));
        boolean oneYear = fromId.equals(id);
        Basis basis = Objects.requireNonNullElse(query.basis(), oneYear ? Basis.ADJUSTED : Basis.APPROVED);
        AsOf to = budgets.resolve(id.fiscalYear(), query.to());
        LocalDate fromDate = Objects.requireNonNullElse(
                query.fromEffectiveOn(),
                oneYear ? to.effectiveOn() : LocalDate.of(fromId.fiscalYear(), Month.DECEMBER, 31));
        AsOf from = query.fromRecordedAsOf() == null && query.fromPosition() == null
                ? to.on(fromDate)
                : budgets.resolve(
                        fromId.fiscalYear(),
                        new AsOfQuestion(fromDate, query.fromRecordedAsOf(), query.fromPosition(), null));
        return new BudgetPair(read(fromId, from, basis, query), read(id, to, basis, query), query.amountsOrDefault());
    }

    /**
     * Makes sure that both days are of their years.
     *
     * @throws ProblemException if one is not
     */
    static void requireOfTheirYears(BudgetId id, ChangesQuery query) {
        Budgets.requireOfYear("toEffectiveOn", query.toEffectiveOn(), id.fiscalYear());
        Budgets.requireOfYear("fromEffectiveOn", query.fromEffectiveOn(), fromYear(id, query));
    }

    private static int fromYear(BudgetId id, ChangesQuery query) {
        int year = Objects.requireNonNullElse(query.fromYear(), id.fiscalYear());
        if (!BudgetId.isFiscalYear(year)) {
            throw ProblemException.invalid("fromYear", "not a fiscal year such as 2023: " + year);
        }
        return year;
    }

    private BudgetAsOf read(BudgetId id, AsOf asOf, Basis basis, ChangesQuery query) {
        return query.of()
                .of(budgets.read(id, asOf, basis).orElseThrow(() -> RequestProblem.budgetNotOpen(id)))
                .includingEveryLine();
    }
}
