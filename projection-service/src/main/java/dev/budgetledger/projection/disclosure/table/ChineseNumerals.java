package dev.budgetledger.projection.disclosure.table;

/** 一, 二, 三 … as tables number their rows. */
public final class ChineseNumerals {

    private static final String DIGITS = "零一二三四五六七八九";
    private static final int TEN = 10;
    private static final int HUNDRED = 100;
    private static final int THOUSAND = 1000;

    private ChineseNumerals() {}

    /** 1 to 9999. */
    public static String of(int number) {
        if (number >= THOUSAND) {
            int rest = number % THOUSAND;
            String tens = rest >= TEN && rest < 2 * TEN ? "一" + of(rest) : rest == 0 ? "" : of(rest);
            return DIGITS.charAt(number / THOUSAND) + "千" + (rest > 0 && rest < HUNDRED ? "零" : "") + tens;
        }
        if (number >= HUNDRED) {
            int rest = number % HUNDRED;
            String tens = rest >= TEN && rest < 2 * TEN ? "一" + of(rest) : rest == 0 ? "" : of(rest);
            return DIGITS.charAt(number / HUNDRED) + "百" + (rest > 0 && rest < TEN ? "零" : "") + tens;
        }
        String ones = number % TEN == 0 ? "" : DIGITS.substring(number % TEN, number % TEN + 1);
        if (number < TEN) {
            return ones;
        }
        return (number < 2 * TEN ? "" : DIGITS.substring(number / TEN, number / TEN + 1)) + "十" + ones;
    }
}
