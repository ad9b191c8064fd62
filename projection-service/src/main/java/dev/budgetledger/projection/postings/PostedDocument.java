package dev.budgetledger.projection.postings;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * A posting: its paper, both sides of it, and what it belongs together with.
 *
 * @param counts whether it counts at the point: it is effective by then
 * @param superiorDocumentNo 上级文号
 * @param entries both sides; of each fund they add up to nothing
 * @param reverses the posting that it takes back
 * @param reversedBy the posting that takes it back, known at the point
 * @param counterpart the other half, in another budget
 * @param changes the address of what it changed in the tables
 * @param evidence the address of what proves the tables that it is in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"department", "fiscalYear", "asOf", "posting", "counts", "superiorDocumentNo", "entries", "reverses", "reversedBy", "counterpart",
    "changes", "evidence"})
record PostedDocument(
        Department department,
        int fiscalYear,
        AsOfDocument asOf,
        PostingsDocument.FoundPosting posting,
        boolean counts,
        @Nullable String superiorDocumentNo,
        List<SideOfPosting> entries,
        @Nullable LinkedPosting reverses,
        @Nullable LinkedPosting reversedBy,
        @Nullable LinkedPosting counterpart,
        String changes,
        String evidence) {

    /** Another posting, and where it is. */
    @JsonPropertyOrder({"postingId", "href"})
    record LinkedPosting(String postingId, String href) {}

    /**
     * 分录: one side. Of a line, free or frozen, of the source of a fund, or of another budget.
     *
     * @param amount in yuan; what comes to it is positive
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"ordinal", "line", "frozen", "fund", "budget", "amount"})
    record SideOfPosting(int ordinal, @Nullable Line line, @Nullable Boolean frozen, @Nullable Fund fund, @Nullable String budget, String amount) {

        static SideOfPosting of(int ordinal, Entry entry) {
            String amount = entry.amount().toYuan();
            return switch (entry) {
                case Entry.OfLine(Line line, _, _) -> new SideOfPosting(ordinal, line, false, null, null, amount);
                case Entry.OfFrozen(Line line, _) -> new SideOfPosting(ordinal, line, true, null, null, amount);
                case Entry.OfSource(Fund fund, _) -> new SideOfPosting(ordinal, null, null, fund, null, amount);
                case Entry.OfCounterpart(String budget, Fund fund, _) -> new SideOfPosting(ordinal, null, null, fund, budget, amount);
            };
        }
    }
}
