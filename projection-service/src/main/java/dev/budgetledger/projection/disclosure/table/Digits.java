package dev.budgetledger.projection.disclosure.table;

import java.math.BigDecimal;

/** How the rounded amounts of a table are written. */
public enum Digits {
    /** {@code 2.30}. */
    TWO_PLACES,
    /** {@code 2.3}. */
    SHORTEST;

    /** The difference of two rounded amounts: with its sign, but without one where nothing changed. */
    public String writeChange(BigDecimal change) {
        return (change.signum() > 0 ? "+" : "") + write(change);
    }

    /** The amount without exponent or grouping; zero is {@code 0.00} or {@code 0}. */
    public String write(BigDecimal rounded) {
        return switch (this) {
            case TWO_PLACES -> rounded.toPlainString();
            case SHORTEST -> rounded.stripTrailingZeros().toPlainString();
        };
    }
}
