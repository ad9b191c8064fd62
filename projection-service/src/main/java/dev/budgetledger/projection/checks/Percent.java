package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

import dev.budgetledger.projection.entries.Unit;

/**
 * 百分比 as it stands in print.
 *
 * @param row of its file or its table
 * @param value in percent, with its sign
 * @param error by how much it may differ from what it is of: in a text one of its last place, as it is cut off as often as rounded
 */
record Percent(int row, BigDecimal value, BigDecimal error) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * What it is of a figure.
     *
     * @param before which is not zero
     */
    EquationSide of(EquationSide before, String source, String label, String column) {
        BigDecimal whole = before.sum().abs();
        BigDecimal part = whole.multiply(value).divide(HUNDRED, 2, RoundingMode.HALF_UP);
        BigDecimal off = whole.multiply(error).add(before.error().multiply(value.abs())).divide(HUNDRED, 4, RoundingMode.CEILING);
        return EquationSide.of(List.of(new Term(source, row, label + " " + value.toPlainString() + "%", column,
                new PrintedAmount(part, Unit.YUAN, off, null))));
    }
}
