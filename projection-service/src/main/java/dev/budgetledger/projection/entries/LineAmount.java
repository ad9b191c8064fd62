package dev.budgetledger.projection.entries;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/** An amount of a line at an as-of point: the one of those its {@link LineBalance} tells that is on this side. */
public record LineAmount(Line line, Side side, Money amount) {

    /** Whether there is nothing to show. Its entries, if it has any, cancel each other. */
    public boolean isZero() {
        return amount.isZero();
    }
}
