package dev.budgetledger.projection.disclosure.http;

import java.util.List;
import java.util.OptionalLong;

import org.springframework.stereotype.Component;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.PostingFilter;
import dev.budgetledger.projection.entries.PostingReader;

/** Those that are stored. */
@Component
final class ReadPostings implements LatestPostings {

    private static final int SHOWN = 5;

    private final PostingReader postings;
    private final EntryReader entries;

    ReadPostings(PostingReader postings, EntryReader entries) {
        this.postings = postings;
        this.entries = entries;
    }

    @Override
    public List<Envelope> of(BudgetAsOf budget) {
        List<Long> positions = postings.find(
                        budget.id(), budget.asOf(), PostingFilter.ALL, PostingReader.Order.NEWEST, OptionalLong.empty(), SHOWN)
                .positions();
        return entries.envelopes(positions).stream().map(Envelope::parse).toList().reversed();
    }
}
