package dev.budgetledger.ledger.budget;

import java.util.Optional;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.ledger.budget.Proposal.Side;

import static dev.budgetledger.ledger.budget.RefusalCode.*;

/** Rules about what has happened to the budgets before: opened, closed, posted, reversed. */
final class StateRules {

    private StateRules() {}

    static Optional<Refusal> openedOnce(Proposal proposal) {
        return proposal.command() instanceof Command.OpenBudget && proposal.own().budget() instanceof Budget.Open open
                ? Refusal.of(BUDGET_ALREADY_OPEN, "fiscalYear", "budget " + open.id().stream() + " is open already")
                : Optional.empty();
    }

    static Optional<Refusal> budgetsOpen(Proposal proposal) {
        return switch (proposal.command()) {
            case Command.OpenBudget _ -> Optional.empty();
            case Command.CarryForward _ -> budgetOpen(proposal.own()); // the next year has a rule of its own
            case Command.DefineChart _, Command.Authorised _ ->
                proposal.sides().stream().flatMap(side -> budgetOpen(side).stream()).findFirst();
        };
    }

    private static Optional<Refusal> budgetOpen(Side side) {
        return side.budget() instanceof Budget.Open
                ? Optional.empty()
                : Refusal.of(BUDGET_NOT_OPEN, side.field(), "no budget of department " + side.id().department() + " for "
                        + side.id().fiscalYear() + " is open");
    }

    static Optional<Refusal> sequenceExpected(Proposal proposal) {
        Long expected = proposal.expectedSequence();
        long last = proposal.own().budget().facts() - 1;
        return expected == null || expected == last
                ? Optional.empty()
                : Refusal.of(SEQUENCE_MISMATCH, HttpHeaderNames.IF_MATCH,
                        last < 0 ? "the stream has no facts yet" : "the last stream sequence is " + last);
    }

    static Optional<Refusal> yearNotClosed(Proposal proposal) {
        // What is published, and what is said of how a year went, comes after it.
        if (proposal.command() instanceof Command.OpenBudget
                || proposal.command() instanceof Command.Publish
                || proposal.command() instanceof Command.MakeStatement) {
            return Optional.empty();
        }
        return proposal.sides().stream()
                .filter(side -> side.budget() instanceof Budget.Open open && open.closed())
                .filter(side -> !isCarriedOutOf(side, proposal))
                .findFirst()
                .flatMap(side -> Refusal.of(YEAR_CLOSED, side.field(), "budget " + side.id().stream()
                        + " is closed; only what is left of it may be carried forward"));
    }

    /** Whether money is carried forward out of the side's year, or such a carry-forward is taken back. */
    private static boolean isCarriedOutOf(Side side, Proposal proposal) {
        boolean carries = proposal.command() instanceof Command.CarryForward
                || proposal.original().filter(Fact.FundsCarriedForward.class::isInstance).isPresent();
        return carries && proposal.sides().stream().allMatch(each -> each.id().fiscalYear() >= side.id().fiscalYear());
    }

    static Optional<Refusal> nextYearOpen(Proposal proposal) {
        return proposal.command() instanceof Command.CarryForward
                ? proposal.other().flatMap(next -> next.budget() instanceof Budget.Open
                        ? Optional.empty()
                        : Refusal.of(NEXT_YEAR_NOT_OPEN, next.field(), "no budget of department " + next.id().department()
                                + " for " + next.id().fiscalYear() + " is open"))
                : Optional.empty();
    }

    static Optional<Refusal> originalKnown(Proposal proposal) {
        return proposal.command() instanceof Command.Reverse(_, _, String postingId) && proposal.original().isEmpty()
                ? Refusal.of(POSTING_UNKNOWN, "postingId",
                        "budget " + proposal.own().id().stream() + " has no posting " + postingId)
                : Optional.empty();
    }

    static Optional<Refusal> originalNotReversed(Proposal proposal) {
        return proposal.original()
                .map(original -> original.posting().id())
                .filter(id -> proposal.own().open().reversed().contains(Posting.Place.of(id).orElseThrow().sequence()))
                .flatMap(id -> Refusal.of(POSTING_ALREADY_REVERSED, "postingId", "posting " + id + " was reversed before"));
    }

    static Optional<Refusal> originalReversible(Proposal proposal) {
        return proposal.original().filter(Fact.PostingReversed.class::isInstance).isPresent()
                ? Refusal.of(POSTING_NOT_REVERSIBLE, "postingId", "a reversal is not reversed; post again what it took back")
                : Optional.empty();
    }
}
