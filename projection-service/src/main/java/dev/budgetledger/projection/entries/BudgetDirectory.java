package dev.budgetledger.projection.entries;

import java.util.List;

import dev.budgetledger.contract.BudgetId;

/** Which budgets there are. */
public interface BudgetDirectory {

    /** A budget, and what its department was called when it was opened. */
    record Opened(BudgetId id, String departmentName) {}

    /**
     * Budgets by department code and year.
     *
     * @param department from which code on
     * @param fiscalYear from which year on, of that department
     * @param position opened by then; there may be fewer facts
     * @param limit how many at most
     */
    List<Opened> budgets(String department, int fiscalYear, long position, int limit);
}
