package dev.budgetledger.projection.comparison;

import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.projection.disclosure.table.Published;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;

/** 上年: what a budget is compared with. */
public final class PriorYear {

    private PriorYear() {}

    /** The year before: to its last day, as known at the very same position; empty if it was not open by then. */
    public static Optional<BudgetAsOf> of(BudgetReader reader, BudgetAsOf current) {
        int year = current.fiscalYear() - 1;
        if (!BudgetId.isFiscalYear(year)) {
            return Optional.empty();
        }
        AsOf asOf = current.asOf().on(LocalDate.of(year, Month.DECEMBER, 31));
        return reader.read(new BudgetId(current.department().code(), year), asOf, current.basis());
    }

    /** The same of a unit, if the budget is of one: a year that was published only in part, or that has no units, does not say what it had. */
    public static Optional<BudgetAsOf> known(BudgetReader reader, BudgetAsOf current) {
        String unit = current.ofUnit();
        return of(reader, current)
                .filter(prior -> unit == null || (!prior.comparative() && hasUnits(prior)))
                .map(prior -> unit == null ? prior : prior.ofUnit(unit));
    }

    private static boolean hasUnits(BudgetAsOf budget) {
        return budget.lines().stream().allMatch(line -> line.isEmpty() || line.line().unit() != null);
    }

    /**
     * How its lines are to be taken at their word where it is held against the year after it. 三公 is published in a table of its own: a
     * year that has any of it has all of it.
     *
     * @param threePublic what money is 三公: it counts for all of these
     */
    public static Published published(BudgetAsOf prior, BudgetAsOf current, List<Selector> threePublic) {
        Published published = Published.compared(prior, PublishedYear.unpublishedFunds(prior, current));
        boolean whole = prior.comparative()
                && PublishedYear.lines(prior).anyMatch(line -> threePublic.stream().allMatch(of -> PublishedYear.accepts(of, line)));
        return whole
                ? published.withWhole(threePublic.stream().flatMap(of -> Stream.ofNullable(of.economics())).flatMap(List::stream).toList())
                : published;
    }
}
