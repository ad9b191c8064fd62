package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;

/**
 * One side of an equation: the sum of its terms.
 *
 * @param missing why there is no such side; then there are no terms that count
 */
record EquationSide(List<Term> terms, @Nullable String missing) {

    EquationSide {
        terms = List.copyOf(terms);
    }

    static EquationSide of(Term... terms) {
        return new EquationSide(List.of(terms), null);
    }

    static EquationSide missing(String why) {
        return new EquationSide(List.of(), why);
    }

    EquationSide plus(EquationSide other) {
        if (missing != null || other.missing != null) {
            return missing(missing == null ? Objects.requireNonNull(other.missing) : missing);
        }
        List<Term> both = new ArrayList<>(terms);
        both.addAll(other.terms);
        return new EquationSide(both, null);
    }

    BigDecimal sum() {
        return amounts().stream().map(PrintedAmount::printed).reduce(BigDecimal.ZERO, BigDecimal::add);
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

    /** How many roundings are in the sum. A blank was not rounded. */
    int roundings() {
        return terms.stream().filter(term -> term.amount() != null).mapToInt(Term::roundings).sum();
    }

    private List<PrintedAmount> amounts() {
        return terms.stream().flatMap(term -> Optional.ofNullable(term.amount()).stream()).toList();
    }
}
