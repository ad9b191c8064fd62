package dev.budgetledger.verifier;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** 金额: fen inside, yuan with two places in facts, and as printed in tables. */
final class Yuan {

    private static final Pattern IN_FACTS = Pattern.compile("-?(0|[1-9][0-9]{0,15})\\.[0-9]{2}");

    private Yuan() {}

    static long fen(String yuan) {
        Fault.require(IN_FACTS.matcher(yuan).matches() && !yuan.equals("-0.00"),
                "不是金额: " + Fault.quoted(yuan), "not an amount");
        return Long.parseLong(yuan.replace(".", ""));
    }

    /**
     * An amount in a cell: blank where it is zero, else rounded half up to two places of the unit.
     *
     * @param shortest without zeros at the end
     */
    static String print(long fen, String unit, boolean shortest) {
        if (fen == 0) {
            return "";
        }
        BigDecimal rounded = BigDecimal.valueOf(fen)
                .movePointLeft(unit.equals("万元") ? 6 : 2)
                .setScale(2, RoundingMode.HALF_UP);
        return (shortest ? rounded.stripTrailingZeros() : rounded).toPlainString();
    }
}
