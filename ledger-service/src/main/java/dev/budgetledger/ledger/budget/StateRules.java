package dev.budgetledger.ledger.budget;

import java.util.Optional;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.ledger.budget.Effects.Side;

import static dev.budgetledger.ledger.budget.RefusalCode.*;

/** Rules about what has happened to the budgets before: opened, closed, posted, reversed. */
final class StateRules {

    private StateRules() {}

    static Optional<Refusal> openedOnce(Effects effects) {
        return effects.command() instanceof Command.OpenBudget && effects.own().budget() instanceof Budget.Open open
                ? Refusal.of(BUDGET_ALREADY_OPEN, "fiscalYear", "budget " + open.id().stream() + " is open already")
                : Optional.empty();
    }

    static Optional<Refusal> budgetsOpen(Effects effects) {
        return switch (effects.command()) {
            case Command.OpenBudget _ -> Optional.empty();
            case Command.CarryForward _ -> budgetOpen(effects.own()); // the next year has a rule of its own
            case Command.DefineChart _, Command.Authorised _, Command.Propose _, Command.OnProposal _ ->
                budgetOpen(effects.own()).or(() -> effects.other().flatMap(StateRules::budgetOpen));
        };
    }

    private static Optional<Refusal> budgetOpen(Side side) {
        return side.budget() instanceof Budget.Open
                ? Optional.empty()
                : Refusal.of(BUDGET_NOT_OPEN, side.field(), "no budget of department " + side.id().department() + " for "
                        + side.id().fiscalYear() + " is open");
    }

    static Optional<Refusal> sequenceExpected(Effects effects) {
        Long expected = effects.expectedSequence();
        long last = effects.own().budget().facts() - 1;
        return expected == null || expected == last
                ? Optional.empty()
                : Refusal.of(SEQUENCE_MISMATCH, HttpHeaderNames.IF_MATCH,
                        last < 0 ? "the stream has no facts yet" : "the last stream sequence is " + last);
    }

    static Optional<Refusal> yearNotClosed(Effects effects) {
        // What is published, and what is said of how a year went, comes after it.
        if (effects.command() instanceof Command.OpenBudget
                || effects.command() instanceof Command.Publish
                || effects.command() instanceof Command.MakeStatement
                || effects.command() instanceof Command.OnProposal) {
            return Optional.empty();
        }
        for (Side side : effects.sides()) {
            if (side.budget() instanceof Budget.Open open && open.closed() && !isCarriedOutOf(side, effects)) {
                return Refusal.of(YEAR_CLOSED, side.field(), "budget " + side.id().stream()
                        + " is closed; only what is left of it may be carried forward");
            }
        }
        return Optional.empty();
    }

    /** Whether money is carried forward out of the side's year, or such a carry-forward is taken back. */
    private static boolean isCarriedOutOf(Side side, Effects effects) {
        boolean carries = effects.command() instanceof Command.CarryForward
                || effects.original().filter(Fact.FundsCarriedForward.class::isInstance).isPresent();
        return carries && effects.sides().stream().allMatch(each -> each.id().fiscalYear() >= side.id().fiscalYear());
    }

    static Optional<Refusal> nextYearOpen(Effects effects) {
        return effects.command() instanceof Command.CarryForward
                ? effects.other().flatMap(next -> next.budget() instanceof Budget.Open
                        ? Optional.empty()
                        : Refusal.of(NEXT_YEAR_NOT_OPEN, next.field(), "no budget of department " + next.id().department()
                                + " for " + next.id().fiscalYear() + " is open"))
                : Optional.empty();
    }

    static Optional<Refusal> originalKnown(Effects effects) {
        return effects.command() instanceof Command.Reverse(_, _, String postingId) && effects.original().isEmpty()
                ? Refusal.of(POSTING_UNKNOWN, "postingId",
                        "budget " + effects.own().id().stream() + " has no posting " + postingId)
                : Optional.empty();
    }

    static Optional<Refusal> originalNotReversed(Effects effects) {
        return effects.original()
                .map(original -> original.posting().id())
                .filter(id -> effects.own().open().reversed().contains(Posting.Place.of(id).orElseThrow().sequence()))
                .flatMap(id -> Refusal.of(POSTING_ALREADY_REVERSED, "postingId", "posting " + id + " was reversed before"));
    }

    static Optional<Refusal> originalReversible(Effects effects) {
        return effects.original().filter(Fact.PostingReversed.class::isInstance).isPresent()
                ? Refusal.of(POSTING_NOT_REVERSIBLE, "postingId", "a reversal is not reversed; post again what it took back")
                : Optional.empty();
    }
}
