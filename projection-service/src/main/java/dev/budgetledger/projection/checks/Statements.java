package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
}
