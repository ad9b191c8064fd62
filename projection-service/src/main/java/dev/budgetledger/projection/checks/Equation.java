package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.checks.Result.Verdict;

/** One equation of a check, or inequation. */
record Equation(EquationSide left, Relation relation, EquationSide right) {

    /** How the left is to the right. */
    enum Relation {
        EQUAL("="),
        AT_LEAST("≥"),
        AT_MOST("≤");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        private boolean holds(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case AT_LEAST -> comparison >= 0;
                case AT_MOST -> comparison <= 0;
            };
        }
    }

    static Equation equal(EquationSide left, EquationSide right) {
        return new Equation(left, Relation.EQUAL, right);
    }

    /** In 元. */
    BigDecimal difference() {
        return left.sum().subtract(right.sum());
    }

    /**
     * What the difference stays below if only rounding made it, in 元: what every figure on both sides may have lost.
     *
     * <p>Half up rounds away from zero, so a positive figure may be too large by half a unit but not too small by as much, and the
     * other way round for a negative one. So the bound is reached only where one side is exact. Two figures of the same amount with
     * the same last place are rounded alike and may not differ at all; that is the bound for two.
     */
    BigDecimal bound() {
        return left.error().add(right.error());
    }

    /** Where the money before rounding is known it alone decides whether the sides are as they must be. */
    Verdict verdict() {
        if (left.missing() != null || right.missing() != null) {
            return Verdict.NOT_ENOUGH_DATA;
        }
        boolean inPrint = relation.holds(difference().signum());
        Optional<Money> before = left.exact();
        Optional<Money> after = right.exact();
        boolean exactly = before.isPresent() && after.isPresent();
        boolean holds = exactly
                ? relation.holds(Long.compare(before.get().fen(), after.get().fen()))
                : inPrint || isRounded();
        if (holds) {
            return inPrint ? Verdict.PASS : Verdict.ROUNDING;
        }
        return notPrinted() == null ? Verdict.FAIL : Verdict.NOT_ENOUGH_DATA;
    }

    private boolean isRounded() {
        int comparison = difference().abs().compareTo(bound());
        boolean oneIsExact = left.error().signum() == 0 || right.error().signum() == 0;
        return comparison < 0 || (comparison == 0 && oneIsExact);
    }

    /** Why there is not enough data, if so. */
    @Nullable String why() {
        String missing = left.missing() == null ? right.missing() : left.missing();
        return missing == null ? notPrinted() : missing;
    }

    private @Nullable String notPrinted() {
        return left.notPrinted() == null ? right.notPrinted() : left.notPrinted();
    }

    /** Whether anything is printed on either side. */
    boolean isPrinted() {
        return left.isPrinted() || right.isPrinted();
    }
}
