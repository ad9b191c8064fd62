package dev.budgetledger.projection.checks;

import java.util.List;

/** What a rule finds in a set of tables. */
sealed interface Finding {

    /** The equations that must hold, at least one. */
    record Compared(List<Equation> comparisons) implements Finding {
        public Compared {
            comparisons = List.copyOf(comparisons);
            if (comparisons.isEmpty()) {
                throw new IllegalArgumentException("a rule that compares nothing says why");
            }
        }
    }

    /** Words are wrong, which no figures are held against. */
    record Wrong(String why) implements Finding {}

    /** The rule does not apply, or cannot be tried. */
    record Unmet(String why) implements Finding {}

    static Finding equal(EquationSide left, EquationSide right) {
        return new Compared(List.of(Equation.equal(left, right)));
    }

    static Finding of(List<Equation> comparisons, String whyNone) {
        return comparisons.isEmpty() ? new Unmet(whyNone) : new Compared(comparisons);
    }
}
