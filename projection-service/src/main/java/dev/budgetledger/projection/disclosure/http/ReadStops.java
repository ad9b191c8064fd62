package dev.budgetledger.projection.disclosure.http;

import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.SortedSet;

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
        SortedSet<LocalDate> days = budget.days();
        days.add(LocalDate.of(budget.fiscalYear(), Month.DECEMBER, 31)); // where who asks for no day begins, and comes back to
        return new PointStops(List.copyOf(days), recorded);
    }
}
