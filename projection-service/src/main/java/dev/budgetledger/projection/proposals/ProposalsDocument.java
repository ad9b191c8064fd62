package dev.budgetledger.projection.proposals;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * Proposals of a budget.
 *
 * @param next the address of the next page, at the same as-of point; null at the end. A page may be short, or empty, though there is one
 */
@JsonPropertyOrder({"department", "fiscalYear", "asOf", "proposals", "next"})
record ProposalsDocument(
        Department department, int fiscalYear, AsOfDocument asOf, List<ListedProposal> proposals, @Nullable String next) {

    /**
     * The same of many budgets, whenever they take effect.
     *
     * @param position through which the log was read
     * @param shard of which share of the departments they are; absent if of all
     */
    @JsonPropertyOrder({"position", "shard", "proposals", "next"})
    record ManyProposals(long position, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String shard, List<ListedProposal> proposals, @Nullable String next) {}

    /** One of them. */
    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "proposal"})
    record ProposedDocument(Department department, int fiscalYear, AsOfDocument asOf, ListedProposal proposal) {}
}
