package dev.budgetledger.projection.comparison;

import java.time.LocalDate;
import java.time.Month;
import java.util.Optional;

import dev.budgetledger.contract.BudgetId;
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
}
