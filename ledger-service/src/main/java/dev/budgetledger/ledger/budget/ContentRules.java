package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification.Type;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.ledger.budget.Effects.Leg;
import dev.budgetledger.ledger.budget.Effects.Side;

import static dev.budgetledger.ledger.budget.RefusalCode.*;

/** Rules about what a command says: its date, its lines, its amounts, and what it joins. */
final class ContentRules {

    /** No budget may turn over more: far beyond any state's, and no sum of its entries can overflow a long. */
    private static final Money TURNOVER_MAX = Money.ofFen(4000 * Money.MAX.fen());

    private ContentRules() {}

    static Optional<Refusal> effectiveInYear(Effects effects) {
        if (!(effects.command() instanceof Command.Authorised command)) {
            return Optional.empty();
        }
        LocalDate day = command.paper().effectiveOn();
        int year = yearOf(effects);
        int first = switch (command) {
            // 提前下达: next year's money may be given out in the year before it.
            case Command.Allocate _ -> year - 1;
            // What was given out early may be taken back as early.
            case Command.Reverse _ -> Math.min(year, effects.original().orElseThrow().posting().effectiveOn().getYear());
            // A budget may be published, and what is published with it said, as soon as it may be given out.
            case Command.Publish _, Command.MakeStatement _ -> year - 1;
            case Command.Post _, Command.CloseYear _ -> year;
        };
        int last = switch (command) {
            case Command.CloseYear _ -> year + 1;
            case Command.Publish _ -> Integer.MAX_VALUE; // what was published wrong is corrected whenever it is found
            case Command.Post _, Command.MakeStatement _ -> year;
        };
        String field = command instanceof Command.Publish ? "publishedOn" : "effectiveOn";
        return day.getYear() >= first && day.getYear() <= last
                ? Optional.empty()
                : Refusal.of(EFFECTIVE_DATE_OUTSIDE_YEAR, field, day + " is not in fiscal year " + year);
    }

    /** The year whose dates count: of what is carried forward, and of its reversal, the year it is carried out of. */
    private static int yearOf(Effects effects) {
        int own = effects.own().id().fiscalYear();
        return effects.other().map(Side::id).map(BudgetId::fiscalYear).map(other -> Math.min(own, other)).orElse(own);
    }

    static Optional<Refusal> effectiveAfterOriginal(Effects effects) {
        return effects.original()
                .map(original -> original.posting().effectiveOn())
                .filter(original -> effects.day().isBefore(original))
                .flatMap(original -> Refusal.of(EFFECTIVE_DATE_BEFORE_ORIGINAL, "effectiveOn",
                        "what is reversed counts from " + original + " on"));
    }

    static Optional<Refusal> lineComplete(Side side, Leg leg) {
        Line line = leg.line();
        if (line.project() != null && line.kind() != Kind.PROJECT) {
            return Refusal.of(LINE_INVALID, leg.field() + ".project", "only project expenditure names a project");
        }
        if (side.open().comparative()) {
            return Optional.empty();
        }
        return switch (line.kind()) {
            case null -> Refusal.of(LINE_INVALID, leg.field() + ".kind", "only a line of a comparative budget may leave it out");
            case BASIC -> Refusal.of(LINE_INVALID, leg.field() + ".kind",
                    "BASIC is for comparative budgets; say PERSONNEL or OPERATING");
            case PERSONNEL, OPERATING -> required(leg, "function", line.function())
                    .or(() -> required(leg, "economic", line.economic()));
            case PROJECT -> required(leg, "function", line.function())
                    .or(() -> required(leg, "project", line.project()));
            case BUSINESS, REMITTANCE, SUBSIDY -> required(leg, "function", line.function());
        };
    }

    /**
     * Where units are distinguished a department is their sum: what is new names one of them. What comes from the year before is not new: it stays
     * of no unit if it was, as nobody could give it to one in a year that is closed.
     */
    static Optional<Refusal> unitNamed(Effects effects, Side side) {
        if (effects.command() instanceof Command.CarryForward) {
            return Optional.empty();
        }
        return side.legs().stream()
                .filter(leg -> lacksUnit(side.open(), leg.line()))
                .findFirst()
                .flatMap(leg -> Refusal.of(LINE_INVALID, leg.field() + ".unit",
                        "the units of " + side.id().stream() + " are distinguished: a line names one of them"));
    }

    private static boolean lacksUnit(Budget.Open open, Line line) {
        return line.unit() == null && !open.comparative() && !open.chart().units().isEmpty() && !open.lines().containsKey(line);
    }

    private static Optional<Refusal> required(Leg leg, String field, @Nullable String value) {
        return value != null
                ? Optional.empty()
                : Refusal.of(LINE_INVALID, leg.field() + "." + field, leg.line().kind() + " requires " + field);
    }

    static Optional<Refusal> codesKnown(Side side, Leg leg) {
        Line line = leg.line();
        return codeKnown(side, leg, "function", Type.FUNCTION, line.function(), 7)
                .or(() -> codeKnown(side, leg, "economic", Type.ECONOMIC, line.economic(), 5))
                .or(() -> codeKnown(
                        side, leg, "governmentEconomic", Type.GOVERNMENT_ECONOMIC, line.governmentEconomic(), 5));
    }

    private static Optional<Refusal> codeKnown(
            Side side, Leg leg, String field, Type type, @Nullable String code, int digits) {
        if (code == null) {
            return Optional.empty();
        }
        // Of a comparative budget, what was published by 类 or 款 only.
        if (side.open().comparative() ? code.length() > digits : code.length() != digits) {
            return Refusal.of(CLASSIFICATION_UNKNOWN, leg.field() + "." + field,
                    "a line carries a code of " + digits + " digits, not " + code);
        }
        return side.catalogue().knows(type, code)
                ? Optional.empty()
                : Refusal.of(CLASSIFICATION_UNKNOWN, leg.field() + "." + field,
                        code + " is not in the catalogue of " + side.id().fiscalYear());
    }

    /** Lines that the budget has from before stay what they are, and their money can be moved. */
    static Optional<Refusal> ofTheChart(Side side, Leg leg) {
        Budget.Open open = side.open();
        Line line = leg.line();
        String unit = line.unit();
        String project = line.project();
        if ((unit == null && project == null) || open.comparative() || open.lines().containsKey(line)) {
            return Optional.empty();
        }
        return unitKnown(side, unit, leg.field() + ".unit").or(() ->
                project == null || open.chart().projects().isEmpty() || open.chart().projects().contains(project)
                        ? Optional.empty()
                        : Refusal.of(PROJECT_UNKNOWN, leg.field() + ".project",
                                PlainText.quoted(project) + " is not among the projects of " + side.id().stream()));
    }

    /** A unit of the budget, or none. */
    static Optional<Refusal> unitKnown(Side side, @Nullable String unit, String field) {
        return unit == null || side.open().chart().units().contains(unit)
                ? Optional.empty()
                : Refusal.of(UNIT_UNKNOWN, field, unit + " is not among the units of " + side.id().stream());
    }

    static Optional<Refusal> amountsSigned(Effects effects) {
        return switch (effects.command()) {
            case Command.Transfer transfer -> transfer.amount().isPositive()
                    ? Optional.empty()
                    : notPositive("amount", transfer.amount());
            case Command.Adjust _ -> effects.own().legs().stream()
                    .filter(leg -> leg.amount().isZero())
                    .findFirst()
                    .flatMap(leg -> Refusal.of(AMOUNT_NOT_POSITIVE, leg.amountField(), "an adjustment is not zero"));
            case Command.PostLines post -> eachPositive(post.lines());
            case Command.OpenBudget _, Command.DefineChart _, Command.CloseYear _, Command.Publish _,
                    Command.MakeStatement _, Command.Propose _, Command.OnProposal _, Command.Reverse _ ->
                Optional.empty();
        };
    }

    private static Optional<Refusal> eachPositive(List<Command.LineAmount> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).amount().isPositive()) {
                return notPositive("lines[" + i + "].amount", lines.get(i).amount());
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> notPositive(String field, Money amount) {
        return Refusal.of(AMOUNT_NOT_POSITIVE, field, amount + " is not more than zero");
    }

    static Optional<Refusal> amountInRange(Leg leg) {
        return Math.abs(leg.amount().fen()) <= Money.MAX.fen()
                ? Optional.empty()
                : Refusal.of(AMOUNT_OUT_OF_RANGE, leg.amountField(), "the largest amount is " + Money.MAX);
    }

    static Optional<Refusal> turnoverInRange(Side side) {
        if (side.legs().isEmpty()) {
            return Optional.empty();
        }
        Money turnover = side.open().turnover();
        for (Leg leg : side.legs()) {
            turnover = !leg.frozen() && leg.amount().isPositive() ? turnover.plus(leg.amount()) : turnover;
        }
        return turnover.compareTo(TURNOVER_MAX) <= 0
                ? Optional.empty()
                : Refusal.of(AMOUNT_OUT_OF_RANGE, side.legs().getFirst().amountField(),
                        "a budget turns over no more than " + TURNOVER_MAX);
    }

    static Optional<Refusal> transferAllowed(Effects effects) {
        if (!(effects.command() instanceof Command.Transfer transfer)) {
            return Optional.empty();
        }
        Line from = transfer.from();
        Line to = transfer.to();
        if (transfer.isWithin() && from.equals(to)) {
            return Refusal.of(SAME_LINE, "to", "a transfer joins two different lines");
        }
        if (from.fund() != to.fund()) {
            return Refusal.of(FUNDS_DIFFER, "to.fund", "from " + from.fund() + " to " + to.fund());
        }
        return from.origin() == to.origin()
                ? Optional.empty()
                : Refusal.of(ORIGINS_DIFFER, "to.origin", "from " + from.origin() + " to " + to.origin());
    }

    static Optional<Refusal> transferAuthorised(Effects effects) {
        return effects.command() instanceof Command.Transfer transfer && transfer.authority() == null && transfer.movesAcross()
                ? Refusal.of(AUTHORITY_REQUIRED, "authority", moved(transfer) + " needs the paper that allows it")
                : Optional.empty();
    }

    /** From which 功能分类 to which a transfer moves money, or if they are the same, from which kind to which. */
    static String moved(Command.Transfer transfer) {
        Line from = transfer.from();
        Line to = transfer.to();
        return Objects.equals(from.function(), to.function())
                ? "from " + said(from.kind()) + " to " + said(to.kind())
                : "from " + said(from.function()) + " to " + said(to.function());
    }

    private static Object said(@Nullable Object part) {
        return Objects.requireNonNullElse(part, "none");
    }
}
