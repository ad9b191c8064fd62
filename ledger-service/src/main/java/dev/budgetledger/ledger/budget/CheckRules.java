package dev.budgetledger.ledger.budget;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CheckRule;
import dev.budgetledger.contract.Line;
import dev.budgetledger.ledger.budget.Effects.Leg;
import dev.budgetledger.ledger.budget.Effects.Side;

import static dev.budgetledger.ledger.budget.RefusalCode.*;

/**
 * 四眼: what the rules that a place adopted ask of a posting, as {@link dev.budgetledger.contract.Fact.RulesAdopted} says: those of each
 * budget that it touches and of its year, on its own day and on that on which it is recorded. So nobody goes round a rule by a date.
 */
final class CheckRules {

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private CheckRules() {}

    /**
     * A rule that covers a posting.
     *
     * @param field of the amount that it covers first
     * @param name how it is called for people
     */
    private record Covering(int checkers, String field, String name) {}

    /** What is added to some lines, and what is taken from them, in fen. */
    private record Moved(long added, long taken) {
        static final Moved NOTHING = new Moved(0, 0);

        Moved plus(Leg leg) {
            long fen = leg.amount().fen();
            return fen > 0 ? new Moved(Math.addExact(added, fen), taken) : new Moved(added, Math.subtractExact(taken, fen));
        }

        long larger() {
            return Math.max(added, taken);
        }
    }

    /** How many checkers the rules need of a command; 0 if none covers it. */
    static int needed(Effects effects) {
        return covering(effects).map(Covering::checkers).orElse(0);
    }

    /** What needs a checker is not posted by one alone. */
    static Optional<Refusal> checked(Effects effects) {
        return effects.asked().command() instanceof Command.Post post
                ? covering(effects).flatMap(rule -> Refusal.of(APPROVAL_NEEDED, rule.field(),
                        rule.name() + " needs " + (rule.checkers() == 1 ? "a checker" : rule.checkers() + " checkers")
                                + ": propose it, POST /v1/budgets/" + post.budget().department() + "/" + post.budget().fiscalYear()
                                + "/proposals"))
                : Optional.empty();
    }

    /** Where there are rules, no paper alone lets money move across 项 or kinds. */
    static Optional<Refusal> acrossByRule(Effects effects) {
        if (!(effects.command() instanceof Command.Transfer transfer) || !transfer.movesAcross()) {
            return Optional.empty();
        }
        List<RuleBook.Adopted> all =
                effects.sides().stream().flatMap(side -> books(effects, side)).toList();
        return all.isEmpty() || all.stream().flatMap(adopted -> adopted.rules().stream()).anyMatch(rule -> isOf(rule, effects)
                        && effects.sides().stream().anyMatch(side -> side.legs().stream().anyMatch(leg -> rule.counts(leg.line()))))
                ? Optional.empty()
                : Refusal.of(RULE_NEEDED, "authority", ContentRules.moved(transfer) + " needs a rule that allows it");
    }

    private static Optional<Covering> covering(Effects effects) {
        return effects.command() instanceof Command.Post && hasRules(effects)
                ? effects.sides().stream()
                        .flatMap(side -> books(effects, side).flatMap(adopted -> covering(effects, side, adopted)))
                        .max(Comparator.comparingInt(Covering::checkers))
                : Optional.empty();
    }

    private static boolean hasRules(Effects effects) {
        for (Side side : effects.sides()) {
            if (!side.open().rules().isEmpty() || !side.catalogue().rules().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static Stream<RuleBook.Adopted> books(Effects effects, Side side) {
        RuleBook own = side.open().rules();
        RuleBook ofAll = side.catalogue().rules();
        LocalDate day = effects.day();
        LocalDate today = effects.asked().today();
        return Stream.of(ofAll.on(day), ofAll.on(today), own.on(day), own.on(today)).flatMap(Optional::stream).distinct();
    }

    private static Stream<Covering> covering(Effects effects, Side side, RuleBook.Adopted adopted) {
        return IntStream.range(0, adopted.rules().size()).boxed().flatMap(i -> {
            CheckRule rule = adopted.rules().get(i);
            return covers(rule, effects, side)
                    ? Stream.of(new Covering(rule.checkers(), firstCounting(rule, side), "rule " + (i + 1) + " of " + adopted.documentNo()))
                    : Stream.empty();
        });
    }

    private static boolean covers(CheckRule rule, Effects effects, Side side) {
        if (!isOf(rule, effects)) {
            return false;
        }
        Moved all = Moved.NOTHING;
        Map<Line, Moved> byLine = new HashMap<>();
        for (Leg leg : side.legs()) {
            if (rule.counts(leg.line())) {
                all = all.plus(leg);
                byLine.put(leg.line(), byLine.getOrDefault(leg.line(), Moved.NOTHING).plus(leg));
            }
        }
        if (byLine.isEmpty()) {
            return false;
        }
        return (rule.from() == null && rule.percent() == null)
                || (rule.from() != null && all.larger() >= rule.from().fen())
                || (rule.percent() != null && anyShare(byLine, rule.percent(), side, effects.day()));
    }

    private static boolean isOf(CheckRule rule, Effects effects) {
        return effects.command() instanceof Command.Post post
                && rule.operations().contains(ProposedPostings.type(post))
                && (!rule.ofAcrossOnly() || (post instanceof Command.Transfer transfer && transfer.movesAcross()));
    }

    private static boolean anyShare(Map<Line, Moved> byLine, int percent, Side side, LocalDate day) {
        return byLine.entrySet().stream().anyMatch(each -> {
            long held = side.open().account(each.getKey()).on(day).fen();
            return held > 0 && BigInteger.valueOf(each.getValue().larger()).multiply(HUNDRED)
                    .compareTo(BigInteger.valueOf(held).multiply(BigInteger.valueOf(percent))) >= 0;
        });
    }

    private static String firstCounting(CheckRule rule, Side side) {
        return side.legs().stream().filter(leg -> rule.counts(leg.line())).findFirst().orElseThrow().amountField();
    }

    /** 生效日期: rules of a year count from a day of it. */
    static Optional<Refusal> effectiveInYear(Command.AdoptRules adopt) {
        return adopt.paper().effectiveOn().getYear() == adopt.fiscalYear()
                ? Optional.empty()
                : Refusal.of(EFFECTIVE_DATE_OUTSIDE_YEAR, "effectiveOn", "rules of " + adopt.fiscalYear() + " count from a day of that year on");
    }

    /** Rules of one department stand in its budget. */
    static Optional<Refusal> budgetOpen(Books books, Command.AdoptRules adopt) {
        String department = adopt.department();
        return department == null || books.budget(new BudgetId(department, adopt.fiscalYear())) instanceof Budget.Open
                ? Optional.empty()
                : Refusal.of(BUDGET_NOT_OPEN, "department",
                        "no budget of department " + department + " for " + adopt.fiscalYear() + " is open");
    }
}
