package dev.budgetledger.projection.checks;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.Unit;

/**
 * 金额 as it stands in print.
 *
 * @param printed in its unit of measure, with the places of its form
 * @param error by how much it may differ from what it is of, in 元; zero if it is exact to the fen
 * @param exact what was rounded; known of tables that are served, not of those that are imported
 */
record PrintedAmount(BigDecimal printed, Unit unit, BigDecimal error, @Nullable Money exact) {

    private static final int FEN = 2;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** Rounded half up to so many places. */
    static PrintedAmount rounded(BigDecimal printed, Unit unit, int places, @Nullable Money exact) {
        return new PrintedAmount(printed, unit, halfUnit(unit, places), exact);
    }

    /** What rounding to so many places changes at most, in 元: nothing where fen are printed. */
    static BigDecimal halfUnit(Unit unit, int places) {
        BigDecimal last = toYuan(BigDecimal.ONE.movePointLeft(places), unit);
        return last.compareTo(BigDecimal.ONE.movePointLeft(FEN)) <= 0 ? BigDecimal.ZERO : last.divide(TWO);
    }

    /** One of the last place: texts cut figures off as often as they round them. A plain zero is as exact as others are. */
    static BigDecimal lastPlace(BigDecimal value) {
        return BigDecimal.ONE.movePointLeft(value.signum() == 0 ? Math.max(2, value.scale()) : value.scale());
    }

    BigDecimal yuan() {
        return toYuan(printed, unit);
    }

    boolean isZero() {
        return exact == null ? printed.signum() == 0 : exact.isZero();
    }

    /** 元 in this unit of measure. */
    static BigDecimal inUnit(BigDecimal yuan, Unit unit) {
        return switch (unit) {
            case WAN_YUAN -> yuan.movePointLeft(4);
            case YUAN -> yuan;
        };
    }

    static BigDecimal toYuan(BigDecimal amount, Unit unit) {
        return switch (unit) {
            case WAN_YUAN -> amount.movePointRight(4);
            case YUAN -> amount;
        };
    }
}
