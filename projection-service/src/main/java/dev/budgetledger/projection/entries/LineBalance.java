package dev.budgetledger.projection.entries;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/**
 * 预算指标 at an as-of point.
 *
 * @param balance 余额: its money, free and frozen
 * @param carriedOut 年终结转: what left it for the next year, not below zero; it is no longer in the balance
 * @param frozen 冻结: the part of the balance that cannot be moved
 * @param approved 年初批复: what was allocated to it, less what of that was reversed
 */
public record LineBalance(Line line, Money balance, Money carriedOut, Money frozen, Money approved) {

    /** Whether it has nothing and had nothing to carry out, whatever was allocated to it. */
    public boolean isEmpty() {
        return balance.isZero() && carriedOut.isZero() && frozen.isZero();
    }

    /** What the line was given: what it has and what was carried out of it. */
    public Money income() {
        return balance.plus(carriedOut);
    }

    /** The line as if it had only this part of its money. What was carried out was free: frozen money cannot be. */
    LineBalance showing(Amounts amounts) {
        return switch (amounts) {
            case ALL -> this;
            case FROZEN -> new LineBalance(line, frozen, Money.ZERO, frozen, Money.ZERO);
            case FREE -> new LineBalance(line, balance.plus(frozen.negated()), carriedOut, Money.ZERO, approved);
        };
    }
}
