package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification.Type;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.ledger.budget.Command.Leg;

import static dev.budgetledger.ledger.budget.RefusalCode.*;

/**
 * The rules of postings, in order of precedence. Each cites its source in the glossary where a law stands behind it.
 */
final class Policies {

    /** No budget may turn over more: far beyond any state's, and no sum of its entries can overflow a long. */
    private static final Money LARGEST_TURNOVER = Money.ofFen(4000 * Money.LARGEST.fen());

    static final List<Policy> ALL = List.of(
            new Policy("effective within the fiscal year", (budget, command, _) -> effectiveInYear(budget, command)),
            eachLeg("lines complete", (budget, leg, _) -> lineComplete(budget, leg)),
            eachLeg("codes in the catalogue", (_, leg, catalogue) -> codesKnown(leg, catalogue)),
            new Policy("amounts have the right sign", (_, command, _) -> amountsSigned(command)),
            eachLeg("amounts within range", (_, leg, _) -> amountInRange(leg)),
            new Policy("turnover within range", (budget, command, _) -> turnoverInRange(budget, command)),
            new Policy("transfers join two lines of one fund", (_, command, _) -> transferAllowed(command)),
            new Policy("money is taken from known lines", (budget, command, _) -> sourceKnown(budget, command)),
            new Policy("no overdraft at any date", (budget, command, _) -> neverOverdrawn(budget, command)));

    private Policies() {}

    /** The first reason to refuse, in order of precedence. */
    static Optional<Refusal> refuse(Budget.Open budget, Command.Post command, Catalogue catalogue) {
        for (Policy policy : ALL) {
            Optional<Refusal> refusal = policy.check().refuse(budget, command, catalogue);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> effectiveInYear(Budget.Open budget, Command.Post command) {
        LocalDate day = command.paper().effectiveOn();
        int year = budget.id().fiscalYear();
        // 提前下达: next year's money may be given out in the year before it.
        int first = command instanceof Command.Allocate ? year - 1 : year;
        return day.getYear() >= first && day.getYear() <= year
                ? Optional.empty()
                : refusal(EFFECTIVE_DATE_OUTSIDE_YEAR, "effectiveOn", day + " is not in fiscal year " + year);
    }

    private static Optional<Refusal> lineComplete(Budget.Open budget, Leg leg) {
        Line line = leg.line();
        if (line.project() != null && line.kind() != Kind.PROJECT) {
            return refusal(LINE_INVALID, leg.field() + ".project", "only project expenditure names a project");
        }
        if (budget.comparative()) {
            return Optional.empty();
        }
        return switch (line.kind()) {
            case BASIC -> refusal(LINE_INVALID, leg.field() + ".kind",
                    "BASIC is for comparative budgets; say PERSONNEL or OPERATING");
            case PERSONNEL, OPERATING -> required(leg, "function", line.function())
                    .or(() -> required(leg, "economic", line.economic()));
            case PROJECT -> required(leg, "function", line.function())
                    .or(() -> required(leg, "project", line.project()));
            case BUSINESS, REMITTANCE, SUBSIDY -> required(leg, "function", line.function());
        };
    }

    private static Optional<Refusal> required(Leg leg, String field, @Nullable String value) {
        return value != null
                ? Optional.empty()
                : refusal(LINE_INVALID, leg.field() + "." + field, leg.line().kind() + " requires " + field);
    }

    private static Optional<Refusal> codesKnown(Leg leg, Catalogue catalogue) {
        return codeKnown(leg, "function", Type.FUNCTION, leg.line().function(), 7, catalogue)
                .or(() -> codeKnown(leg, "economic", Type.ECONOMIC, leg.line().economic(), 5, catalogue));
    }

    private static Optional<Refusal> codeKnown(
            Leg leg, String field, Type type, @Nullable String code, int digits, Catalogue catalogue) {
        if (code == null) {
            return Optional.empty();
        }
        if (code.length() != digits) {
            return refusal(CLASSIFICATION_UNKNOWN, leg.field() + "." + field,
                    "a line carries a code of " + digits + " digits, not " + code);
        }
        return catalogue.knows(type, code)
                ? Optional.empty()
                : refusal(CLASSIFICATION_UNKNOWN, leg.field() + "." + field,
                        code + " is not in the catalogue of the year");
    }

    private static Optional<Refusal> amountsSigned(Command.Post command) {
        return switch (command) {
            case Command.Allocate allocate -> allocate.legs().stream()
                    .filter(leg -> !leg.amount().isPositive())
                    .findFirst()
                    .flatMap(leg -> notPositive(leg.amountField(), leg.amount()));
            case Command.Transfer transfer -> transfer.amount().isPositive()
                    ? Optional.empty()
                    : notPositive("amount", transfer.amount());
            case Command.Adjust adjust -> adjust.legs().stream()
                    .filter(leg -> leg.amount().isZero())
                    .findFirst()
                    .flatMap(leg -> refusal(AMOUNT_NOT_POSITIVE, leg.amountField(), "an adjustment is not zero"));
        };
    }

    private static Optional<Refusal> notPositive(String field, Money amount) {
        return refusal(AMOUNT_NOT_POSITIVE, field, amount + " is not more than zero");
    }

    private static Optional<Refusal> amountInRange(Leg leg) {
        return Math.abs(leg.amount().fen()) <= Money.LARGEST.fen()
                ? Optional.empty()
                : refusal(AMOUNT_OUT_OF_RANGE, leg.amountField(), "the largest amount is " + Money.LARGEST);
    }

    private static Optional<Refusal> transferAllowed(Command.Post command) {
        if (!(command instanceof Command.Transfer transfer)) {
            return Optional.empty();
        }
        Line from = transfer.from();
        Line to = transfer.to();
        if (from.equals(to)) {
            return refusal(SAME_LINE, "to", "a transfer joins two different lines");
        }
        if (from.fund() != to.fund()) {
            return refusal(FUNDS_DIFFER, "to.fund", "from " + from.fund() + " to " + to.fund());
        }
        return from.origin() == to.origin()
                ? Optional.empty()
                : refusal(ORIGINS_DIFFER, "to.origin", "from " + from.origin() + " to " + to.origin());
    }

    private static Optional<Refusal> sourceKnown(Budget.Open budget, Command.Post command) {
        return command.legs().stream()
                .filter(leg -> leg.amount().isNegative() && !budget.lines().containsKey(leg.line()))
                .findFirst()
                .flatMap(leg -> refusal(LINE_UNKNOWN, leg.field(), "budget " + budget.id().stream()
                        + " has no such line"));
    }

    private static Optional<Refusal> turnoverInRange(Budget.Open budget, Command.Post command) {
        Money turnover = command.legs().stream().map(Leg::amount).filter(Money::isPositive)
                .reduce(budget.turnover(), Money::plus);
        return turnover.compareTo(LARGEST_TURNOVER) <= 0
                ? Optional.empty()
                : refusal(AMOUNT_OUT_OF_RANGE, command.legs().getFirst().amountField(),
                        "a budget turns over no more than " + LARGEST_TURNOVER);
    }

    private static Optional<Refusal> neverOverdrawn(Budget.Open budget, Command.Post command) {
        Map<Line, Money> moved = moved(command);
        LocalDate day = command.paper().effectiveOn();
        for (Leg leg : command.legs()) {
            Money amount = Objects.requireNonNull(moved.get(leg.line()));
            Money lowest = budget.timeline(leg.line()).lowestFrom(day);
            if (amount.isNegative() && lowest.plus(amount).isNegative()) {
                return refusal(INSUFFICIENT_FUNDS, leg.field(),
                        lowest + " may be taken effective " + day + ", not " + amount.negated());
            }
        }
        return Optional.empty();
    }

    /** What a command moves on each line, where it names one more than once. */
    private static Map<Line, Money> moved(Command.Post command) {
        Map<Line, Money> moved = new HashMap<>();
        command.legs().forEach(leg -> moved.merge(leg.line(), leg.amount(), Money::plus));
        return moved;
    }

    private static Optional<Refusal> refusal(RefusalCode code, String field, String detail) {
        return Optional.of(new Refusal(code, field, detail));
    }

    private static Policy eachLeg(String name, LegCheck check) {
        return new Policy(name, (budget, command, catalogue) -> command.legs().stream()
                .flatMap(leg -> check.refuse(budget, leg, catalogue).stream())
                .findFirst());
    }

    private interface LegCheck {
        Optional<Refusal> refuse(Budget.Open budget, Leg leg, Catalogue catalogue);
    }
}
