package dev.budgetledger.projection.console;

import java.util.regex.Pattern;

/**
 * 千分位: amounts as people read them, {@code 1,234.56} in both languages. Tables in their printed layout, and what quotes a cell of one, stand as
 * they are published; programs read plain digits.
 */
public final class GroupedAmount {

    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d)(?=(?:\\d{3})+$)");

    private GroupedAmount() {}

    /** An amount in groups of three digits; what is no plain number as it is. */
    public static String of(String amount) {
        if (!amount.matches("[+-]?\\d{4,}(?:\\.\\d+)?")) {
            return amount;
        }
        int point = amount.indexOf('.');
        int whole = point < 0 ? amount.length() : point;
        return THOUSANDS.matcher(amount.substring(0, whole)).replaceAll(",") + amount.substring(whole);
    }
}
