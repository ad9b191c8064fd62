package dev.budgetledger.projection.disclosure;

import java.util.List;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Project;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.ChartReader;

/** Of departments that define nothing. */
public final class NoChart implements ChartReader {

    @Override
    public List<BudgetUnit> units(BudgetId budget, AsOf asOf) {
        return List.of();
    }

    @Override
    public List<Project> projects(BudgetId budget, AsOf asOf) {
        return List.of();
    }

    @Override
    public List<Classification> names(BudgetId budget, AsOf asOf) {
        return List.of();
    }

    @Override
    public List<Classification> classifications(int fiscalYear, long position) {
        return List.of();
    }
}
