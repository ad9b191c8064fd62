package dev.budgetledger.contract;

import java.util.List;

/**
 * 复核: by whose hands a posting went. All names differ, and are as the envelopes have them: {@code proposedBy} that of the
 * {@link Fact.PostingProposed proposal}, {@code approvedBy} those of its {@link Fact.ProposalApproved approvals} in order, and last the
 * {@code postedBy} of the fact that this stands in.
 *
 * @param proposal its id: the stream and the sequence of its fact
 * @param approvedBy 1 to {@link CheckRule#CHECKERS_MAX}, in order
 */
public record Approval(String proposal, String proposedBy, List<String> approvedBy) {
    public Approval {
        approvedBy = List.copyOf(approvedBy);
    }
}
