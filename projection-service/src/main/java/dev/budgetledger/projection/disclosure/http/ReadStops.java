package dev.budgetledger.projection.disclosure.http;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.budgetledger.projection.console.PointStops;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.PostingReader;

/** Those that are stored. */
@Component
final class ReadStops implements KnownStops {

    private final BudgetReader budgets;
    private final PostingReader postings;

    ReadStops(BudgetReader budgets, PostingReader postings) {
        this.budgets = budgets;
        this.postings = postings;
    }

    @Override
    public PointStops of(BudgetAsOf budget) {
        AsOf now = budgets.resolve(budget.fiscalYear(), AsOfQuestion.NOW);
        long through = Math.max(now.position(), budget.asOf().position());
        List<PointStops.Recorded> recorded = postings.recorded(budget.id(), through, PointStops.MOST).stream()
                .map(each -> new PointStops.Recorded(each.position(), each.at())).toList();
        return new PointStops(List.copyOf(budget.days()), recorded);
    }
}
