package dev.budgetledger.projection.replay;

import java.util.Optional;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.LineSumsReader;

/** Reads budgets by the plain sum of all their entries, not by the snapshots. Names are as another reader has them. */
final class RawTables implements BudgetReader {

    private final BudgetReader named;
    private final LineSumsReader sums;

    RawTables(BudgetReader named, LineSumsReader sums) {
        this.named = named;
        this.sums = sums;
    }

    @Override
    public AsOf resolve(int fiscalYear, AsOfQuestion question) {
        return named.resolve(fiscalYear, question);
    }

    @Override
    public Optional<BudgetAsOf> read(BudgetId id, AsOf asOf, Basis basis) {
        return named.read(id, asOf, basis).map(budget -> BudgetAsOf.of(
                budget.department(), budget.fiscalYear(), budget.comparative(), asOf, basis,
                sums.read(id, asOf.position()), budget.names()));
    }
}
