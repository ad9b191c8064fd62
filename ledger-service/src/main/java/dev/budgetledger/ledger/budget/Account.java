package dev.budgetledger.ledger.budget;

import dev.budgetledger.contract.Money;

/**
 * What one line holds, over effective dates.
 *
 * @param free may be moved
 * @param frozen 冻结: is the line's, and may not
 * @param carriedTwice of the money that ever came in, what has been carried forward two years running (预算法 第42条)
 */
public record Account(Timeline free, Timeline frozen, Money carriedTwice) {

    static final Account EMPTY = new Account(Timeline.EMPTY, Timeline.EMPTY, Money.ZERO);

    /** The balance, frozen money included. */
    public Timeline total() {
        return free.plus(frozen);
    }
}
