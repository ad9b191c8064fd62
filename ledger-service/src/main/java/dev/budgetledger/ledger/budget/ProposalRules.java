package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.Optional;

import dev.budgetledger.ledger.budget.Effects.Asked;

import static dev.budgetledger.ledger.budget.RefusalCode.*;

/** Rules about what is proposed (提请), and who may decide on it. */
final class ProposalRules {

    /** A proposal that does not say how long is open for so many days. */
    static final int OPEN_DAYS = 30;

    /** None is open for longer. */
    static final int OPEN_DAYS_MAX = 366;

    private ProposalRules() {}

    static Optional<Refusal> known(Effects effects) {
        return effects.asked().command() instanceof Command.OnProposal on && effects.asked().open().isEmpty()
                ? Refusal.of(PROPOSAL_UNKNOWN, "proposal", "budget " + on.budget().stream() + " has no open proposal " + on.proposal())
                : Optional.empty();
    }

    static Optional<Refusal> notExpired(Effects effects) {
        Asked asked = effects.asked();
        return asked.command() instanceof Command.OnProposal
                ? asked.open().filter(open -> open.isExpired(asked.today())).flatMap(open -> Refusal.of(PROPOSAL_EXPIRED, "proposal",
                        "it could be decided on until " + open.expiresOn()))
                : Optional.empty();
    }

    /** 四眼: who approves or sends back is neither who proposed nor who has approved. */
    static Optional<Refusal> byAnother(Effects effects) {
        Asked asked = effects.asked();
        if (!(asked.command() instanceof Command.Approve || asked.command() instanceof Command.Reject)) {
            return Optional.empty();
        }
        return asked.open().flatMap(open -> {
            if (open.proposedBy().equals(asked.by())) {
                return Refusal.of(CHECKER_NOT_ANOTHER, "proposal", "who proposed it does not check it");
            }
            return asked.command() instanceof Command.Approve && open.approvedBy().contains(asked.by())
                    ? Refusal.of(CHECKER_NOT_ANOTHER, "proposal", "who has approved it does not approve it again")
                    : Optional.empty();
        });
    }

    static Optional<Refusal> withdrawnByProposer(Effects effects) {
        Asked asked = effects.asked();
        return asked.command() instanceof Command.Withdraw
                ? asked.open().filter(open -> !open.proposedBy().equals(asked.by())).flatMap(_ -> Refusal.of(NOT_THE_PROPOSER, "proposal",
                        "only who proposed it withdraws it; others reject it"))
                : Optional.empty();
    }

    static Optional<Refusal> expiryInRange(Effects effects) {
        Asked asked = effects.asked();
        return asked.command() instanceof Command.Propose propose && !isInRange(expiresOn(propose, asked.today()), asked.today())
                ? Refusal.of(EXPIRY_OUT_OF_RANGE, "expiresOn",
                        "a day from " + asked.today() + " to " + asked.today().plusDays(OPEN_DAYS_MAX))
                : Optional.empty();
    }

    private static boolean isInRange(LocalDate day, LocalDate today) {
        return !day.isBefore(today) && !day.isAfter(today.plusDays(OPEN_DAYS_MAX));
    }

    static LocalDate expiresOn(Command.Propose propose, LocalDate today) {
        return propose.expiresOn() == null ? today.plusDays(OPEN_DAYS) : propose.expiresOn();
    }

    static Optional<Refusal> proposedOnce(Effects effects) {
        Asked asked = effects.asked();
        return asked.command() instanceof Command.Propose propose
                        && effects.own().open().proposals().isOpen(propose.proposed().digest(), asked.today())
                ? Refusal.of(PROPOSED_ALREADY, "operation", "a proposal of the same content is open")
                : Optional.empty();
    }

    static Optional<Refusal> withinBound(Effects effects) {
        Asked asked = effects.asked();
        return asked.command() instanceof Command.Propose
                        && effects.own().open().proposals().open(asked.today()) >= Proposals.OPEN_MAX
                ? Refusal.of(TOO_MANY_PROPOSALS, "budget", Proposals.OPEN_MAX + " proposals of the budget are open")
                : Optional.empty();
    }
}
