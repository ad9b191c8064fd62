package dev.budgetledger.projection.comparison.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.PostingFilter;
import dev.budgetledger.projection.entries.PostingReader;

/** Of budgets to which nothing was posted. */
final class NoPostings implements PostingReader {

    @Override
    public Positions find(BudgetId budget, AsOf asOf, PostingFilter filter, Order order, OptionalLong after, int limit) {
        return new Positions(List.of(), OptionalLong.empty());
    }

    @Override
    public List<Recorded> recorded(BudgetId budget, long throughPosition, int most) {
        return List.of();
    }

    @Override
    public Optional<Long> reversalOf(BudgetId budget, long sequence, long throughPosition) {
        return Optional.empty();
    }
}
