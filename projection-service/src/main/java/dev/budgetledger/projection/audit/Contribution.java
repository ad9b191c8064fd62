package dev.budgetledger.projection.audit;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntrySum;
import dev.budgetledger.projection.entries.PostedEntry;

/** A part of an amount: what a selection counts of a stretch of the log. */
public record Contribution(EntryRange stretch, EntryFilter selection) {

    /** What an entry of the stretch adds to the amount. */
    public Money of(PostedEntry entry) {
        return signed(selection.of(entry));
    }

    /** What entries of the stretch that are alike add to the amount. */
    public Money of(EntrySum sum) {
        return signed(selection.of(sum));
    }

    private Money signed(Money amount) {
        return stretch.sign() < 0 ? amount.negated() : amount;
    }
}
