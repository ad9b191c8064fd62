package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.budgetledger.projection.checks.EquationSide.Term;
import dev.budgetledger.projection.entries.Unit;

/**
 * Figures of the explanatory text (情况说明).
 *
 * @param figures by key, {@code yoy.total}; a key twice is a figure that the text says twice
 * @param percents the same of 增减百分比, in percent
 * @param notUnderstood rows whose words are not understood, and why
 * @param whyAbsent what is said of a figure that is not there
 */
record Statements(
        Map<String, List<Term>> figures, Map<String, List<Percent>> percents, List<String> notUnderstood, String whyAbsent) {

    /** 比上年增减. */
    static final String CHANGE_OF = "yoy.";

    /** 上年. */
    static final String PRIOR = "prior.";

    static final List<String> CHANGES = List.of(CHANGE_OF + "total", CHANGE_OF + "basic", CHANGE_OF + "project");

    /** 机关运行经费, which the publication of an administrative unit says in one with 日常公用经费. */
    static final String OPERATING = "basic.operating";

    Statements {
        figures = new TreeMap<>(figures);
        percents = new TreeMap<>(percents);
        notUnderstood = List.copyOf(notUnderstood);
    }

    static Statements absent(String why) {
        return new Statements(Map.of(), Map.of(), List.of(), why);
    }

    List<Term> all() {
        return figures.values().stream().flatMap(List::stream).toList();
    }

    boolean has(String key) {
        return figures.containsKey(key);
    }

    /** The figure of a key, as it is first said. */
    EquationSide side(String key) {
        List<Term> said = figures.get(key);
        return said == null ? EquationSide.missing(key + ": " + whyAbsent) : EquationSide.of(List.of(said.getFirst()));
    }

    EquationSide sum(List<String> keys) {
        return EquationSide.sum(keys.stream().map(this::side).toList());
    }

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
}
