package dev.budgetledger.projection.entries;

import java.math.BigDecimal;
import java.math.RoundingMode;

import dev.budgetledger.contract.Money;

/** 金额单位: what the amounts of a table are counted in. The ledger itself counts fen. */
public enum Unit {
    /** 万元: 10⁶ fen. */
    WAN_YUAN("万元", 6),
    /** 元: 100 fen. */
    YUAN("元", 2);

    /** Places shown, of either unit. */
    private static final int PLACES = 2;

    private final String chinese;
    private final int digitsOfFen;

    Unit(String chinese, int digitsOfFen) {
        this.chinese = chinese;
        this.digitsOfFen = digitsOfFen;
    }

    /** As printed above a table. */
    public String chinese() {
        return chinese;
    }

    /**
     * An amount that is said in this unit.
     *
     * @throws ArithmeticException if it is finer than a fen, or more than can be counted
     */
    public Money exact(BigDecimal amount) {
        return Money.ofFen(amount.movePointRight(digitsOfFen).longValueExact());
    }

    /** The amount in this unit with two places, half rounded away from zero (四舍五入). */
    public BigDecimal round(Money amount) {
        return round(amount, PLACES);
    }

    /** The amount in this unit with so many places, half rounded away from zero (四舍五入). */
    public BigDecimal round(Money amount, int places) {
        return round(amount, places, RoundingMode.HALF_UP);
    }

    /** The amount in this unit with so many places. */
    public BigDecimal round(Money amount, int places, RoundingMode rounding) {
        return BigDecimal.valueOf(amount.fen(), digitsOfFen).setScale(places, rounding);
    }
}
