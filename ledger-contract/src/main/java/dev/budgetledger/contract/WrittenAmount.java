package dev.budgetledger.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 金额的写法: an amount as people write it in sheets and forms. {@code 1,000.00} in groups of three, {@code ￥1,000.00}, full-width digits and signs and
 * the minus of print are the decimal {@code 1000.00}; what could mean two things, {@code 1,00}, stays as it is and is no amount.
 */
public final class WrittenAmount {

    private static final Pattern GROUPED = Pattern.compile("(-?)[¥￥]?(-?)((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?)");

    /** As it is printed, and so copied from what was. */
    private static final char MINUS = '−';

    private WrittenAmount() {}

    /** The decimal that is written, else the text as it is. */
    public static String decimal(String text) {
        Matcher amount = GROUPED.matcher(halfWidth(text));
        return amount.matches() && amount.group(1).length() + amount.group(2).length() < 2
                ? amount.group(1) + amount.group(2) + amount.group(3).replace(",", "")
                : text;
    }

    /** Digits and their signs as they are on a keyboard, without blanks round them. */
    public static String halfWidth(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (char character : text.strip().toCharArray()) {
            boolean isWide = (character >= '０' && character <= '９') || "，．－／".indexOf(character) >= 0;
            plain.append(isWide ? (char) (character - '０' + '0') : character == MINUS ? '-' : character);
        }
        return plain.toString();
    }
}
