package dev.budgetledger.projection.audit.http;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.web.AsOfDocument;

/**
 * A cell and the entries behind it.
 *
 * @param printed as the table shows it
 * @param sum before rounding, in yuan: what the entries of all pages, and those proposed, add up to; null where the cell is not known
 * @param pageSum what the entries of this page add up to
 * @param proposed 提请: the proposals that would change it, and are counted in it; absent where none are
 * @param next the address of the next page, at the same as-of point; null on the last
 */
@JsonPropertyOrder({
    "table", "row", "label", "column", "unit", "basis", "amounts", "asOf", "printed", "sum", "pageSum",
    "contributions", "proposed", "next"
})
record CellDocument(
        String table,
        int row,
        String label,
        String column,
        String unit,
        String basis,
        String amounts,
        AsOfDocument asOf,
        String printed,
        @Nullable String sum,
        String pageSum,
        List<ContributionDocument> contributions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ProposedShare> proposed,
        @Nullable String next) {

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
