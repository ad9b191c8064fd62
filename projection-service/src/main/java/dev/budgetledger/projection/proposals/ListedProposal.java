package dev.budgetledger.projection.proposals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Approval;
import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.ProposedPosting;
import dev.budgetledger.contract.ProposedPosting.LineAmount;
import dev.budgetledger.projection.audit.http.PostingDocument;
import dev.budgetledger.projection.entries.ProposalState;
import dev.budgetledger.projection.web.Budgets;

/**
 * 提请: what is to be posted, by whom it was proposed and approved, and what became of it.
 *
 * @param proposal its id, by which it is decided on
 * @param position of the fact that proposed it
 * @param amount in yuan, each line as much as it moves; absent of a reversal, which says a posting
 * @param approvedBy 复核人 by the point, in order
 * @param expiresOn 有效期: the last day on which it may be approved
 * @param digest 摘要 of what is proposed
 * @param decision what became of it; absent while it is open, and if it expired
 * @param href where it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"proposal", "state", "position", "proposedAt", "proposedBy", "approvedBy", "expiresOn", "amount", "digest", "proposed", "decision", "href"})
record ListedProposal(
        String proposal,
        ProposalState state,
        long position,
        Instant proposedAt,
        String proposedBy,
        List<String> approvedBy,
        LocalDate expiresOn,
        @Nullable String amount,
        String digest,
        ProposedPosting proposed,
        @Nullable ProposalDecision decision,
        String href) {

    /**
     * How it ended.
     *
     * @param decidedBy who sent or took it back, or approved it last
     * @param reason of sending or taking it back
     * @param postingId of the posting that it became, which is at {@code href}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"position", "decidedAt", "decidedBy", "reason", "postingId", "href"})
    record ProposalDecision(
            long position, Instant decidedAt, String decidedBy, @Nullable String reason, @Nullable String postingId, @Nullable String href) {

        private static ProposalDecision of(Envelope envelope, @Nullable String reason, @Nullable String postingId, long known) {
            return new ProposalDecision(envelope.position(), envelope.recordedAt(), envelope.postedBy(), reason, postingId,
                    postingId == null ? null : PostingDocument.address(postingId, known));
        }
    }

    /**
     * As its facts say.
     *
     * @param steps in order; the first proposed it
     * @param known the position of the point
     */
    static ListedProposal of(ProposalState state, List<Envelope> steps, long known) {
        Envelope first = steps.getFirst();
        if (!(first.fact() instanceof Fact.PostingProposed said)) {
            throw new IllegalStateException("position " + first.position() + " proposes nothing");
        }
        return new ListedProposal(
                Posting.id(first.stream(), first.sequence()),
                state,
                first.position(),
                first.recordedAt(),
                said.proposedBy(),
                approvedBy(steps),
                said.expiresOn(),
                amount(said.proposed()),
                said.digest(),
                said.proposed(),
                decision(steps.getLast(), known),
                address(first) + "?position=" + known);
    }

    private static String address(Envelope first) {
        BudgetId id = BudgetId.ofStream(first.stream());
        return Budgets.address(id) + "/proposals/" + first.sequence();
    }

    private static List<String> approvedBy(List<Envelope> steps) {
        if (steps.getLast().fact() instanceof Fact.Posted posted) {
            Approval approval = posted.posting().approval();
            return approval == null ? List.of() : approval.approvedBy();
        }
        List<String> all = new ArrayList<>();
        for (Envelope each : steps) {
            if (each.fact() instanceof Fact.ProposalApproved approved) {
                all.add(approved.approvedBy());
            }
        }
        return all;
    }

    private static @Nullable String amount(ProposedPosting proposed) {
        if (proposed.amount() != null) {
            return proposed.amount().toYuan();
        }
        List<LineAmount> lines = proposed.lines();
        return lines == null
                ? null
                : lines.stream().map(LineAmount::amount).map(each -> each.isPositive() ? each : each.negated())
                        .reduce(Money.ZERO, Money::plus).toYuan();
    }

    private static @Nullable ProposalDecision decision(Envelope last, long known) {
        if (last.fact() instanceof Fact.OfProposal after) {
            return switch (after) {
                case Fact.ProposalApproved _ -> null;
                case Fact.ProposalRejected(_, String reason) -> ProposalDecision.of(last, reason, null, known);
                case Fact.ProposalWithdrawn(_, String reason) -> ProposalDecision.of(last, reason, null, known);
            };
        }
        return last.fact() instanceof Fact.Posted posted ? ProposalDecision.of(last, null, posted.posting().id(), known) : null;
    }
}
