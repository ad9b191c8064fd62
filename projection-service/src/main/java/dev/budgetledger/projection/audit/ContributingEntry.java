package dev.budgetledger.projection.audit;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.PostedEntry;

/**
 * An entry as it adds to an amount.
 *
 * @param share the part of the amount that it belongs to
 */
public record ContributingEntry(PostedEntry entry, Contribution share) {

    /** With the sign it counts with, never zero. */
    public Money amount() {
        return share.of(entry);
    }

    /** 补记: whether it was recorded only after its day had been accounted for. */
    public boolean isLate() {
        return share.stretch().isLate(entry.effectiveOn());
    }
}
