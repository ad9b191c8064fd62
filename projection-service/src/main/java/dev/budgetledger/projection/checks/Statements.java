package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Figures of the explanatory text (情况说明).
 *
 * @param figures by key, {@code yoy.total}
 * @param whyAbsent what is said of a figure that is not there
 */
record Statements(Map<String, PrintedAmount> figures, String whyAbsent) {

    /** 比上年增减: a figure of both years was rounded for it. */
    static final String CHANGE_OF = "yoy.";

    static final List<String> CHANGES = List.of(CHANGE_OF + "total", CHANGE_OF + "basic", CHANGE_OF + "project");

    /** 机关运行经费, which the publication of an administrative unit says in one with 日常公用经费. */
    static final String OPERATING = "basic.operating";

    Statements {
        figures = Map.copyOf(figures);
    }

    static Statements absent(String why) {
        return new Statements(Map.of(), why);
    }

    EquationSide side(String... keys) {
        EquationSide sum = EquationSide.of();
        for (String key : keys) {
            sum = sum.plus(Optional.ofNullable(figures.get(key))
                    .map(figure -> EquationSide.of(
                            new Term("statements", 0, key, "", figure, key.startsWith(CHANGE_OF) ? 2 : 1)))
                    .orElseGet(() -> EquationSide.missing(key + ": " + whyAbsent)));
        }
        return sum;
    }
}
