package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;

/**
 * One side of an equation: the sum of its terms.
 *
 * @param missing why there is no such side; then there are no terms that count
 * @param notPrinted what may be part of it and is not in print: an absent column
 */
record EquationSide(List<Term> terms, @Nullable String missing, @Nullable String notPrinted) {

    /** Nothing at all. */
    static final EquationSide ZERO = of(List.of());

    EquationSide {
        terms = List.copyOf(terms);
    }

    static EquationSide of(List<Term> terms) {
        return new EquationSide(terms, null, null);
    }

    static EquationSide missing(String why) {
        return new EquationSide(List.of(), why, null);
    }

    static EquationSide notPrinted(String what) {
        return new EquationSide(List.of(), null, what);
    }

    EquationSide plus(EquationSide other) {
        List<Term> both = new ArrayList<>(terms);
        both.addAll(other.terms);
        String why = missing == null ? other.missing : missing;
        return why == null
                ? new EquationSide(both, null, notPrinted == null ? other.notPrinted : notPrinted)
                : missing(why);
    }

    static EquationSide sum(List<EquationSide> sides) {
        return sides.stream().reduce(ZERO, EquationSide::plus);
    }

    /** In 元. */
    BigDecimal sum() {
        return amounts().stream().map(PrintedAmount::yuan).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** By how much the sum may differ from what it is of, in 元. A blank was not rounded. */
    BigDecimal error() {
        return amounts().stream().map(PrintedAmount::error).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The sum before rounding, where it is known of every term. */
    Optional<Money> exact() {
        Money sum = Money.ZERO;
        for (PrintedAmount amount : amounts()) {
            if (amount.exact() == null) {
                return Optional.empty();
            }
            sum = sum.plus(amount.exact());
        }
        return Optional.of(sum);
    }

    /** The same, of which each figure is a sum of so many that were rounded. */
    EquationSide ofRounded(int amounts) {
        BigDecimal times = BigDecimal.valueOf(Math.max(amounts, 1));
        return withErrors(each -> each.multiply(times));
    }

    /** The same figures, which may be off by as much. */
    EquationSide withErrors(UnaryOperator<BigDecimal> errors) {
        return with(amount -> new PrintedAmount(amount.printed(), amount.unit(), errors.apply(amount.error()), amount.exact()));
    }

    /** The same, to be taken away. */
    EquationSide negated() {
        return with(amount -> new PrintedAmount(
                amount.printed().negate(), amount.unit(), amount.error(), amount.exact() == null ? null : amount.exact().negated()));
    }

    private EquationSide with(UnaryOperator<PrintedAmount> change) {
        return new EquationSide(
                terms.stream()
                        .map(term -> term.amount() == null ? term : new Term(term.source(), term.row(), term.label(), term.column(),
                                change.apply(term.amount())))
                        .toList(),
                missing, notPrinted);
    }

    boolean isPrinted() {
        return !amounts().isEmpty();
    }

    boolean isZero() {
        return missing == null && notPrinted == null && amounts().stream().allMatch(PrintedAmount::isZero);
    }

    private List<PrintedAmount> amounts() {
        return terms.stream().flatMap(term -> Optional.ofNullable(term.amount()).stream()).toList();
    }

    /**
     * 单元格: one summand of a side of a check.
     *
     * @param source the table id, or the statement
     * @param row 序号, of a statement its row in the file
     * @param label the words that name it in print
     * @param column the column id, empty in a statement
     * @param amount absent where it is blank: that is zero, and exactly so
     */
    record Term(String source, int row, String label, String column, @Nullable PrintedAmount amount) {}
}
