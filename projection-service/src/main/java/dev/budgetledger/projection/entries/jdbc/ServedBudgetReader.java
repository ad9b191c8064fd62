package dev.budgetledger.projection.entries.jdbc;

import java.util.Optional;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.generations.Generations;

/** Reads a budget from one generation, whatever is served meanwhile. What is waited for may come with the next one. */
final class ServedBudgetReader implements BudgetReader {

    private final BudgetReader reader;
    private final Generations generations;

    ServedBudgetReader(BudgetReader reader, Generations generations) {
        this.reader = reader;
        this.generations = generations;
    }

    @Override
    public AsOf resolve(int fiscalYear, AsOfQuestion question) {
        return reader.resolve(fiscalYear, question);
    }

    @Override
    public Optional<BudgetAsOf> read(BudgetId id, AsOf asOf, Basis basis) {
        return generations.inOne(() -> reader.read(id, asOf, basis));
    }
}
