package dev.budgetledger.projection.disclosure.table;

import java.math.BigDecimal;

import dev.budgetledger.contract.form.NumberFormat;

/**
 * How the amounts of a table are rounded and written.
 *
 * @param places after the point
 * @param shortest whether zeros at the end are left out: {@code 2.3}
 * @param grouping whether thousands are parted by commas
 * @param zero what is written where there is nothing
 */
public record Digits(int places, boolean shortest, boolean grouping, String zero) {

    private static final int GROUP = 3;

    /** As a form says. */
    public static Digits of(NumberFormat format) {
        return new Digits(format.places(), format.shortest(), format.grouping(), format.zero());
    }

    /** The same, with something else where there is nothing. */
    public Digits withZero(String other) {
        return new Digits(places, shortest, grouping, other);
    }

    /** The difference of two rounded amounts: with its sign, but without one where nothing changed. */
    public String writeChange(BigDecimal change) {
        return (change.signum() > 0 ? "+" : "") + write(change);
    }

    /** The amount without exponent; zero is {@code 0.00} or {@code 0}. */
    public String write(BigDecimal rounded) {
        String plain = (shortest ? rounded.stripTrailingZeros() : rounded).toPlainString();
        return grouping ? grouped(plain) : plain;
    }

    private static String grouped(String plain) {
        int point = plain.indexOf('.');
        int first = plain.startsWith("-") ? 1 : 0;
        StringBuilder text = new StringBuilder(plain);
        for (int i = (point < 0 ? plain.length() : point) - GROUP; i > first; i -= GROUP) {
            text.insert(i, ',');
        }
        return text.toString();
    }
}
