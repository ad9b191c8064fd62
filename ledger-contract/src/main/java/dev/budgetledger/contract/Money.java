package dev.budgetledger.contract;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * 金额: an amount of money, whole fen (分) inside, a decimal string of yuan (元) with two places outside.
 *
 * <p>The unit of account is the yuan (预算法 第19条). Arithmetic is exact: an overflow throws
 * {@link ArithmeticException} rather than wrap.
 *
 * @param fen the amount in fen, signed
 */
public record Money(long fen) implements Comparable<Money> {

    /** 零. */
    public static final Money ZERO = new Money(0);

    /** The largest amount one entry may carry: 10¹³ yuan, several times any national budget. */
    public static final Money MAX = new Money(1_000_000_000_000_000L);

    private static final Pattern YUAN = Pattern.compile("-?(0|[1-9][0-9]{0,16})(\\.[0-9]{1,2})?");

    /**
     * Parses a decimal string of yuan with at most two places: {@code "788000"}, {@code "-0.5"}, {@code "12.34"}.
     *
     * @throws IllegalArgumentException if the text is anything else (no exponent, no plus sign, no grouping)
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Money ofYuan(String yuan) {
        if (!YUAN.matcher(yuan).matches()) {
            throw new IllegalArgumentException("not an amount of yuan with at most two decimals: " + yuan);
        }
        int point = yuan.indexOf('.');
        String fen = point < 0 ? yuan + "00" : yuan.substring(0, point) + (yuan + "0").substring(point + 1, point + 3);
        try {
            return ofFen(Long.parseLong(fen));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("an amount beyond what can be counted: " + yuan, e);
        }
    }

    public static Money ofFen(long fen) {
        return fen == 0 ? ZERO : new Money(fen);
    }

    public Money plus(Money other) {
        return ofFen(Math.addExact(fen, other.fen));
    }

    public Money negated() {
        return ofFen(Math.negateExact(fen));
    }

    public boolean isZero() {
        return fen == 0;
    }

    public boolean isPositive() {
        return fen > 0;
    }

    public boolean isNegative() {
        return fen < 0;
    }

    /** Yuan with exactly two decimals: the form in facts, {@code "788000.00"}. */
    @JsonValue
    public String toYuan() {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }

    @Override
    public String toString() {
        return toYuan() + " 元";
    }
}
