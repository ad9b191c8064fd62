package dev.budgetledger.ledger.budget;

import java.time.LocalDate;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;

/**
 * What one line holds, over effective dates, and how often it has been carried forward (预算法 第42条).
 *
 * @param free may be moved
 * @param frozen 冻结: is the line's, and may not
 * @param carriedOnce of the balance of a line of this year's money, what came from a line of 上年结转; of a line of
 *     上年结转 everything has been carried once, and this is zero
 * @param carriedTwice of the balance, what has been carried forward two years running
 */
public record Account(Timeline free, Timeline frozen, Money carriedOnce, Money carriedTwice) {

    public static final Account EMPTY = new Account(Timeline.EMPTY, Timeline.EMPTY, Money.ZERO, Money.ZERO);

    /** For how many years running money of a line has been carried, as its origin says. */
    static int timesCarried(Line line) {
        return line.origin() == Origin.CURRENT ? 0 : 1;
    }

    /** The balance, frozen money included. */
    public Timeline total() {
        return free.plus(frozen);
    }

    /** What it holds at the end of a day, frozen money included. */
    Money on(LocalDate day) {
        return free.on(day).plus(frozen.on(day));
    }

    /** Of the balance, what has been carried more often than the line's origin says. */
    Money carried() {
        return carriedOnce.plus(carriedTwice);
    }

    Account withFree(Timeline moved) {
        return new Account(moved, frozen, carriedOnce, carriedTwice);
    }

    Account withFrozen(Timeline moved) {
        return new Account(free, moved, carriedOnce, carriedTwice);
    }

    /** The account after money came or went of which more is known than the line's origin says. */
    Account carried(int times, Money amount) {
        return times >= 2
                ? new Account(free, frozen, carriedOnce, carriedTwice.plus(amount))
                : new Account(free, frozen, carriedOnce.plus(amount), carriedTwice);
    }

    /** The account without a memory of money that is gone: what an entry says nothing of may have been carried. */
    Account settled() {
        Money balance = free.balance().plus(frozen.balance());
        Money twice = within(carriedTwice, balance);
        return new Account(free, frozen, within(carriedOnce, balance.plus(twice.negated())), twice);
    }

    /** About the memory it takes, with its line and its place in a map. */
    long bytes() {
        return 500 + free.bytes() + frozen.bytes();
    }

    private static Money within(Money share, Money most) {
        return Money.ofFen(Math.clamp(share.fen(), 0, Math.max(0, most.fen())));
    }
}
