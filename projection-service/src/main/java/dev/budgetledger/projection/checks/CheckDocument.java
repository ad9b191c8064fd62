package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.checks.EquationSide.Term;
import dev.budgetledger.projection.entries.Unit;

/**
 * A check and what came of it.
 *
 * @param reason why there is not enough data, or which words are wrong; else null
 * @param left of the first comparison with this verdict, as are the next three; null if nothing was compared
 * @param bound a difference below it may come of rounding
 * @param compared how many equations were tried
 * @param findings every equation that did not pass
 */
@JsonPropertyOrder({
    "id", "formula", "description", "conditional", "verdict", "reason", "left", "relation", "right", "difference", "bound",
    "compared", "findings"
})
record CheckDocument(
        String id,
        String formula,
        String description,
        boolean conditional,
        String verdict,
        @Nullable String reason,
        @Nullable SideDocument left,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String relation,
        @Nullable SideDocument right,
        @Nullable String difference,
        @Nullable String bound,
        int compared,
        List<ComparisonDocument> findings) {

    private static final int PLACES = 2;

    /** @param relation what the left must be to the right, absent where they must be equal */
    @JsonPropertyOrder({"verdict", "left", "relation", "right", "difference", "bound"})
    record ComparisonDocument(
            String verdict,
            SideDocument left,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String relation,
            SideDocument right,
            String difference,
            String bound) {
        static ComparisonDocument of(Equation comparison, Unit unit) {
            return new ComparisonDocument(
                    comparison.verdict().text(),
                    SideDocument.of(comparison.left(), unit),
                    comparison.relation() == Equation.Relation.EQUAL ? null : comparison.relation().sign(),
                    SideDocument.of(comparison.right(), unit),
                    amount(comparison.difference(), unit, PLACES),
                    amount(comparison.bound(), unit, unit == Unit.WAN_YUAN ? PLACES + 1 : 0));
        }
    }

    /** @param sum of the cells as printed; null if there is no such side */
    @JsonPropertyOrder({"sum", "cells"})
    record SideDocument(@Nullable String sum, List<CellDocument> cells) {
        static SideDocument of(EquationSide side, Unit unit) {
            return new SideDocument(
                    side.missing() == null ? amount(side.sum(), unit, PLACES) : null,
                    side.terms().stream().map(term -> CellDocument.of(term, unit)).toList());
        }
    }

    /**
     * A summand.
     *
     * @param value empty where the cell is blank
     * @param unit what it is counted in, absent where sums are told in the same
     */
    @JsonPropertyOrder({"table", "row", "label", "column", "value", "unit"})
    record CellDocument(
            String table,
            int row,
            String label,
            String column,
            String value,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String unit) {
        static CellDocument of(Term term, Unit unit) {
            PrintedAmount amount = term.amount();
            return new CellDocument(term.source(), term.row(), term.label(), term.column(),
                    amount == null ? "" : amount.printed().toPlainString(),
                    amount == null || amount.unit() == unit ? null : amount.unit().chinese());
        }
    }

    static CheckDocument of(Result result, Unit unit) {
        Check check = result.check();
        ComparisonDocument decisive = result.decisive()
                .map(comparison -> ComparisonDocument.of(comparison, unit))
                .orElse(null);
        return new CheckDocument(
                check.id(),
                check.formula(),
                check.description(),
                check.conditional(),
                result.verdict().text(),
                result.reason(),
                decisive == null ? null : decisive.left(),
                decisive == null ? null : decisive.relation(),
                decisive == null ? null : decisive.right(),
                decisive == null ? null : decisive.difference(),
                decisive == null ? null : decisive.bound(),
                result.comparisons().size(),
                result.findings().stream()
                        .map(comparison -> ComparisonDocument.of(comparison, unit))
                        .toList());
    }

    /** 元, told in a unit of measure with at least so many places. */
    private static String amount(BigDecimal yuan, Unit unit, int places) {
        BigDecimal amount = PrintedAmount.inUnit(yuan, unit).stripTrailingZeros();
        return amount.setScale(Math.max(places, amount.scale())).toPlainString();
    }
}
