package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Approval;
import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.ProposedPosting;

/**
 * 提请 and what became of it, a fact at a time, as proposals are looked for.
 *
 * @param proposal the sequence of the fact that proposed, in the stream
 * @param effectiveOn 业务日期 of what is proposed; of {@link Taken#PROPOSED} alone
 * @param expiresOn 有效期: the last day on which it may be approved; of {@link Taken#PROPOSED} alone
 * @param other the stream of the other budget whose money would move: of a 划转, and of a 结转
 * @param reverses 冲销: the sequence of the posting that would be taken back, in the stream; whether it moved money of another budget it says itself
 */
public record ProposalStep(
        long position,
        String stream,
        long proposal,
        Taken taken,
        @Nullable LocalDate effectiveOn,
        @Nullable LocalDate expiresOn,
        @Nullable String other,
        @Nullable Long reverses) {

    /** What was done. Nothing follows the last three. */
    public enum Taken {
        /** 提请. */
        PROPOSED,
        /** 复核通过, and more of that is needed. */
        APPROVED,
        /** 退回. */
        REJECTED,
        /** 撤回. */
        WITHDRAWN,
        /** 记账, with the last approval. */
        POSTED
    }

    /** That of a fact, empty if it is of no proposal of its own stream: the half of a posting in the other budget takes no step. */
    public static Optional<ProposalStep> of(Envelope envelope) {
        if (envelope.fact() instanceof Fact.PostingProposed said) {
            return Optional.of(new ProposalStep(envelope.position(), envelope.stream(), envelope.sequence(), Taken.PROPOSED,
                    said.proposed().effectiveOn(), said.expiresOn(), other(envelope.stream(), said.proposed()),
                    reverses(envelope.stream(), said.proposed())));
        }
        if (envelope.fact() instanceof Fact.OfProposal after) {
            return after(envelope, after.proposal(), switch (after) {
                case Fact.ProposalApproved _ -> Taken.APPROVED;
                case Fact.ProposalRejected _ -> Taken.REJECTED;
                case Fact.ProposalWithdrawn _ -> Taken.WITHDRAWN;
            });
        }
        Approval approval = envelope.fact() instanceof Fact.Posted posted ? posted.posting().approval() : null;
        return approval == null ? Optional.empty() : after(envelope, approval.proposal(), Taken.POSTED);
    }

    private static Optional<ProposalStep> after(Envelope envelope, String proposal, Taken taken) {
        return Posting.Place.of(proposal).filter(place -> place.stream().equals(envelope.stream()))
                .map(place -> new ProposalStep(envelope.position(), envelope.stream(), place.sequence(), taken, null, null, null, null));
    }

    private static @Nullable String other(String stream, ProposedPosting proposed) {
        BudgetId own = BudgetId.ofStream(stream);
        String to = proposed.toDepartment();
        return switch (proposed.operation()) {
            case TRANSFER -> to == null || to.equals(own.department()) ? null : new BudgetId(to, own.fiscalYear()).stream();
            case CARRY_FORWARD -> BudgetId.isFiscalYear(own.fiscalYear() + 1) ? own.next().stream() : null;
            case ALLOCATE, ADJUST, FREEZE, RELEASE, REVERSE -> null;
        };
    }

    private static @Nullable Long reverses(String stream, ProposedPosting proposed) {
        return proposed.postingId() == null ? null : Posting.Place.of(proposed.postingId())
                .filter(place -> place.stream().equals(stream))
                .map(Posting.Place::sequence)
                .orElse(null);
    }
}
