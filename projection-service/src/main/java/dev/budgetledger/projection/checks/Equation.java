package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.Optional;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.Unit;

/** One equation of a check. */
record Equation(EquationSide left, EquationSide right) {

    /** 万元 are rounded to two places; 元 with two places are exact to the fen. */
    private static BigDecimal halfUnit(Unit unit) {
        return switch (unit) {
            case WAN_YUAN -> new BigDecimal("0.005");
            case YUAN -> BigDecimal.ZERO;
        };
    }

    BigDecimal difference() {
        return left.sum().subtract(right.sum());
    }

    /**
     * What the difference stays below if only rounding made it: half a unit for every rounded figure on both sides.
     *
     * <p>It is never reached: half up rounds away from zero, so a positive figure may be too large by half a unit but
     * not too small by as much, and the other way round for a negative one. To reach the bound, all on one side would
     * be positive and all on the other negative, and then the sides could not be equal. Two single figures that are
     * the same amount are rounded alike and may not differ at all; that is the bound for two.
     */
    BigDecimal bound(Unit unit) {
        return halfUnit(unit).multiply(BigDecimal.valueOf(left.roundings() + right.roundings()));
    }

    /** Where the money before rounding is known it alone decides whether the sides are equal. */
    Verdict verdict(Unit unit) {
        if (left.missing() != null || right.missing() != null) {
            return Verdict.NOT_ENOUGH_DATA;
        }
        Optional<Money> before = left.exact();
        Optional<Money> after = right.exact();
        boolean known = before.isPresent() && after.isPresent();
        boolean equal = known ? before.equals(after) : isEqualBut(bound(unit));
        if (!equal) {
            return Verdict.FAIL;
        }
        return difference().signum() == 0 ? Verdict.PASS : Verdict.ROUNDING;
    }

    private boolean isEqualBut(BigDecimal bound) {
        BigDecimal difference = difference().abs();
        return difference.signum() == 0 || difference.compareTo(bound) < 0;
    }

    /** Whether anything is printed on either side. */
    boolean isPrinted() {
        return left.roundings() + right.roundings() > 0;
    }
}
