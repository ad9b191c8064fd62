package dev.budgetledger.projection.postings;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.projection.audit.http.PostingDocument;
import dev.budgetledger.projection.entries.Lateness;
import dev.budgetledger.projection.entries.PostingSummary;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * Postings of a budget.
 *
 * @param next the address of the next page, at the same as-of point; null at the end. A page may be short, or empty, though there is one
 */
@JsonPropertyOrder({"department", "fiscalYear", "asOf", "postings", "next"})
record PostingsDocument(
        Department department, int fiscalYear, AsOfDocument asOf, List<FoundPosting> postings, @Nullable String next) {

    /**
     * A posting of a list.
     *
     * @param amount what comes to accounts, as much as leaves others, in yuan
     * @param href where all of it is
     */
    @JsonPropertyOrder({"posting", "operation", "amount", "lateness", "href"})
    record FoundPosting(@JsonUnwrapped PostingDocument posting, PostingType operation, String amount, Lateness lateness, String href) {

        static FoundPosting of(PostingDocument posting, PostingSummary row, String href) {
            return new FoundPosting(posting, row.type(), row.amount().toYuan(), row.lateness(), href);
        }
    }
}
