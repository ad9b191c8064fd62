package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.Unit;

/**
 * A check and what came of it.
 *
 * @param reason why there is not enough data, else null
 * @param left of the first comparison with this verdict, as are the next three; null if nothing was compared
 * @param bound a difference below it may come of rounding
 * @param compared how many equations were tried
 * @param findings every equation that did not pass
 */
@JsonPropertyOrder({
    "id", "formula", "description", "conditional", "verdict", "reason", "left", "right", "difference", "bound",
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
        @Nullable SideDocument right,
        @Nullable String difference,
        @Nullable String bound,
        int compared,
        List<ComparisonDocument> findings) {

    @JsonPropertyOrder({"verdict", "left", "right", "difference", "bound"})
    record ComparisonDocument(
            String verdict, SideDocument left, SideDocument right, String difference, String bound) {
        static ComparisonDocument of(Equation comparison, Unit unit) {
            return new ComparisonDocument(
                    comparison.verdict(unit).text(),
                    SideDocument.of(comparison.left()),
                    SideDocument.of(comparison.right()),
                    twoPlaces(comparison.difference()),
                    comparison.bound(unit).toPlainString());
        }
    }

    /** @param sum of the cells as printed; null if there is no such side */
    @JsonPropertyOrder({"sum", "cells"})
    record SideDocument(@Nullable String sum, List<CellDocument> cells) {
        static SideDocument of(EquationSide side) {
            return new SideDocument(
                    side.missing() == null ? twoPlaces(side.sum()) : null,
                    side.terms().stream().map(CellDocument::of).toList());
        }
    }

    /** @param value empty where the cell is blank */
    @JsonPropertyOrder({"table", "row", "label", "column", "value"})
    record CellDocument(String table, int row, String label, String column, String value) {
        static CellDocument of(Term term) {
            PrintedAmount amount = term.amount();
            return new CellDocument(term.source(), term.row(), term.label(), term.column(),
                    amount == null ? "" : twoPlaces(amount.printed()));
        }
    }

    static CheckDocument of(Result result) {
        Check check = result.check();
        ComparisonDocument decisive = result.decisive()
                .map(comparison -> ComparisonDocument.of(comparison, result.unit()))
                .orElse(null);
        return new CheckDocument(
                check.id(),
                check.formula(),
                check.description(),
                check.conditional(),
                result.verdict().text(),
                result.reason(),
                decisive == null ? null : decisive.left(),
                decisive == null ? null : decisive.right(),
                decisive == null ? null : decisive.difference(),
                decisive == null ? null : decisive.bound(),
                result.comparisons().size(),
                result.findings().stream()
                        .map(comparison -> ComparisonDocument.of(comparison, result.unit()))
                        .toList());
    }

    private static String twoPlaces(BigDecimal amount) {
        return amount.setScale(2).toPlainString();
    }
}
