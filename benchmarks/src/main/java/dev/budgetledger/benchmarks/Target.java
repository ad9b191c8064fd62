package dev.budgetledger.benchmarks;

import java.util.Locale;

/** What is wanted of a figure, in the figure's unit. */
record Target(Bound bound, double value) {

    private enum Bound {
        AT_LEAST,
        AT_MOST
    }

    static Target atLeast(double value) {
        return new Target(Bound.AT_LEAST, value);
    }

    static Target atMost(double value) {
        return new Target(Bound.AT_MOST, value);
    }

    /** How much of it is reached: 1 and more is enough, whether more or less is better. */
    double reached(double measured) {
        return switch (bound) {
            case AT_LEAST -> measured / value;
            case AT_MOST -> value / measured;
        };
    }

    String verdict(double measured) {
        double reached = reached(measured);
        return reached >= 1 ? "met" : String.format(Locale.ROOT, "missed by ×%.2f", 1 / reached);
    }

    /** As tables have it, without its unit. */
    String text() {
        return switch (bound) {
            case AT_LEAST -> "≥ " + Goals.number(value);
            case AT_MOST -> "≤ " + Goals.number(value);
        };
    }
}
