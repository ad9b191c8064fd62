package dev.budgetledger.projection.disclosure.http;

import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;

import org.springframework.stereotype.Component;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.projection.console.PointStops;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.PostingFilter;
import dev.budgetledger.projection.entries.PostingReader;

/** What happened to a budget, for its pages. */
public interface BudgetHistory {

    /** A few postings that count at the point of the budget, the newest first. */
    List<Envelope> latest(BudgetAsOf budget);

    /** Where it becomes another: days as far as they are known at its point; what was recorded, all that is known now. */
    PointStops stops(BudgetAsOf budget);

    /** What is stored. */
    @Component
    final class Stored implements BudgetHistory {

        private static final int SHOWN = 5;

        private final BudgetReader budgets;
        private final PostingReader postings;
        private final EntryReader entries;

        Stored(BudgetReader budgets, PostingReader postings, EntryReader entries) {
            this.budgets = budgets;
            this.postings = postings;
            this.entries = entries;
        }

        @Override
        public List<Envelope> latest(BudgetAsOf budget) {
            List<Long> positions = postings.find(
                            budget.id(), budget.asOf(), PostingFilter.ALL, PostingReader.Order.NEWEST, OptionalLong.empty(), SHOWN)
                    .positions();
            return entries.envelopes(positions).stream().map(Envelope::parse).toList().reversed();
        }

        @Override
        public PointStops stops(BudgetAsOf budget) {
            AsOf now = budgets.resolve(budget.fiscalYear(), AsOfQuestion.NOW);
            long through = Math.max(now.position(), budget.asOf().position());
            List<PointStops.Recorded> recorded = postings.recorded(budget.id(), through, PointStops.MOST).stream()
                    .map(each -> new PointStops.Recorded(each.position(), each.at())).toList();
            SortedSet<LocalDate> days = budget.days();
            days.add(LocalDate.of(budget.fiscalYear(), Month.DECEMBER, 31)); // where who asks for no day begins, and comes back to
            return new PointStops(List.copyOf(days), recorded);
        }
    }
}
