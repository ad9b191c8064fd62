package dev.budgetledger.ledger.budget;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.ledger.budget.Effects.Leg;
import dev.budgetledger.ledger.budget.Effects.Side;

import static dev.budgetledger.ledger.budget.RefusalCode.*;

/** Rules about money that is there: at the date of the command and at every later one. */
final class FundsRules {

    private FundsRules() {}

    static Optional<Refusal> sourceKnown(Side side, Leg leg) {
        return !leg.amount().isNegative() || side.open().lines().containsKey(leg.line())
                ? Optional.empty()
                : Refusal.of(LINE_UNKNOWN, leg.field(), "budget " + side.id().stream() + " has no such line");
    }

    static Optional<Refusal> notOverdrawn(Effects effects, Side side) {
        return freeMoney(effects, side, INSUFFICIENT_FUNDS,
                (account, taken) -> account.total().lowestFrom(effects.day()).compareTo(taken) < 0);
    }

    static Optional<Refusal> notFrozen(Effects effects, Side side) {
        return freeMoney(effects, side, FUNDS_FROZEN, (_, _) -> true);
    }

    /** Refuses the first leg that takes more free money than there is, if besides so much is true. */
    private static Optional<Refusal> freeMoney(
            Effects effects, Side side, RefusalCode code, BiPredicate<Account, Money> besides) {
        if (hasEnoughFor(side.taken(), effects, side)) {
            return Optional.empty();
        }
        Map<Line, Money> moved = side.moved(false);
        for (Leg leg : side.legs()) {
            Money taken = moved.getOrDefault(leg.line(), Money.ZERO).negated();
            if (leg.frozen() || !taken.isPositive()) {
                continue;
            }
            Account account = side.open().account(leg.line());
            Money lowest = account.free().lowestFrom(effects.day());
            if (lowest.compareTo(taken) < 0 && besides.test(account, taken)) {
                return Refusal.of(code, leg.field(),
                        lowest + " may be taken effective " + effects.day() + ", not " + taken);
            }
        }
        return Optional.empty();
    }

    /** Whether each line that gives free money could give this much, which is all that all of them give. */
    private static boolean hasEnoughFor(Money all, Effects effects, Side side) {
        for (Leg leg : side.legs()) {
            if (leg.takesFree() && side.open().account(leg.line()).free().lowestFrom(effects.day()).compareTo(all) < 0) {
                return false;
            }
        }
        return true;
    }

    static Optional<Refusal> frozenMoney(Effects effects, Side side) {
        if (side.legs().stream().noneMatch(Leg::frozen)) {
            return Optional.empty();
        }
        Map<Line, Money> moved = side.moved(true);
        for (Leg leg : side.legs()) {
            Money taken = moved.getOrDefault(leg.line(), Money.ZERO).negated();
            Money lowest = side.open().account(leg.line()).frozen().lowestFrom(effects.day());
            if (taken.isPositive() && lowest.compareTo(taken) < 0) {
                return Refusal.of(FUNDS_NOT_FROZEN, leg.field(),
                        lowest + " may be released effective " + effects.day() + ", not " + taken);
            }
        }
        return Optional.empty();
    }

    static Optional<Refusal> nothingFrozen(Effects effects) {
        return effects.command() instanceof Command.CloseYear
                && effects.own().open().lines().values().stream().anyMatch(account -> !account.frozen().balance().isZero())
                ? Refusal.of(FUNDS_FROZEN, "budget", "money of " + effects.own().id().stream() + " is frozen; release it first")
                : Optional.empty();
    }

    /**
     * What a reversal takes back is not money that was carried more often than what came by the posting. If that is gone,
     * older money left on the line does not stand in for it: it would have lost its years.
     */
    static Optional<Refusal> ownMoneyTakenBack(Effects effects, Side side) {
        if (!(effects.command() instanceof Command.Reverse)) {
            return Optional.empty();
        }
        Map<Line, Money> moved = side.moved();
        Map<Line, Money> olders = CarriedMoney.takenBack(side);
        for (Leg leg : side.legs()) {
            Account account = side.open().account(leg.line());
            Money taken = moved.getOrDefault(leg.line(), Money.ZERO).negated();
            if (account.carried().isZero() || !taken.isPositive()) {
                continue;
            }
            Money older = olders.getOrDefault(leg.line(), Money.ZERO);
            Money left = account.total().lowestFrom(effects.day()).plus(account.carried().negated());
            if (left.compareTo(taken.plus(older.negated())) < 0) {
                return Refusal.of(INSUFFICIENT_FUNDS, leg.field(), "of what the posting brought, no more than " + left
                        + " is left; the rest of the line has been carried forward more often");
            }
        }
        return Optional.empty();
    }

    static Optional<Refusal> notCarriedTwice(Effects effects) {
        if (!(effects.command() instanceof Command.CarryForward)) {
            return Optional.empty();
        }
        Side side = effects.own();
        Map<Line, Money> moved = side.moved();
        for (Leg leg : side.legs()) {
            Account account = side.open().account(leg.line());
            if (account.carriedTwice().isZero()) {
                continue;
            }
            Money carriable = account.total().lowestFrom(effects.day()).plus(account.carriedTwice().negated());
            if (carriable.compareTo(moved.getOrDefault(leg.line(), Money.ZERO).negated()) < 0) {
                return Refusal.of(CARRIED_OVER_TWO_YEARS, leg.field(), account.carriedTwice()
                        + " was carried forward two years running and is managed as 结余, not carried again");
            }
        }
        return Optional.empty();
    }
}
