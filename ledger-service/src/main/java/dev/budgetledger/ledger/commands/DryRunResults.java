package dev.budgetledger.ledger.commands;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.DryRun;
import dev.budgetledger.contract.DryRun.AmountChange;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.ledger.budget.Account;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.store.DryOutcome;

/** 试算: what is told of a dry run, command by command in order. The lines of a budget are added up once a dry run. */
public final class DryRunResults {

    private final Map<String, BudgetSums> sums = new HashMap<>();

    /** What becomes of one command of many. */
    public CommandResult of(@Nullable Long line, @Nullable String key, DryOutcome outcome) {
        return switch (outcome) {
            case DryOutcome.Answered(var answer) -> CommandResults.of(line, key, answer);
            case DryOutcome.Recorded recorded -> new CommandResult(line, HttpStatus.OK.value(), key, recorded.repeated(),
                    null, null, null, null, of(recorded));
        };
    }

    DryRun of(DryOutcome.Recorded recorded) {
        return new DryRun(
                recorded.facts().stream().map(fact -> DryRun.UnrecordedFact.of(fact.stream(), fact.fact())).toList(),
                recorded.approvals(),
                recorded.changes().stream().map(change -> change(change, recorded.approvals() == 0)).toList());
    }

    /** @param counts whether what comes after is decided on it */
    private DryRun.BudgetChange change(DryOutcome.Change change, boolean counts) {
        String stream = change.of().stream();
        List<Entry> entries = change.of().fact() instanceof Fact.Posted posted ? posted.posting().entries() : List.of();
        BudgetSums before = sums.computeIfAbsent(stream, _ -> BudgetSums.of(change.before()));
        BudgetSums after = before.with(entries);
        if (counts) {
            sums.put(stream, after);
        }
        BudgetId id = BudgetId.ofStream(stream);
        long facts = change.before().facts();
        return new DryRun.BudgetChange(id.department(), id.fiscalYear(), facts == 0 ? null : facts - 1,
                entries.stream().map(DryRunResults::line).flatMap(Optional::stream).distinct()
                        .map(line -> change(line, change)).toList(),
                totals(before, after));
    }

    private static Optional<Line> line(Entry entry) {
        return switch (entry) {
            case Entry.OfLine(Line line, _, _) -> Optional.of(line);
            case Entry.OfFrozen(Line line, _) -> Optional.of(line);
            case Entry.OfSource _, Entry.OfCounterpart _ -> Optional.empty();
        };
    }

    private static DryRun.LineChange change(Line line, DryOutcome.Change change) {
        Account before = account(change.before(), line);
        Account after = account(change.after(), line);
        return new DryRun.LineChange(line,
                new AmountChange(BudgetSums.balance(before), BudgetSums.balance(after)),
                new AmountChange(before.frozen().balance(), after.frozen().balance()));
    }

    private static Account account(Budget budget, Line line) {
        return budget instanceof Budget.Open open ? open.account(line) : Account.EMPTY;
    }

    private static DryRun.BudgetTotals totals(BudgetSums before, BudgetSums after) {
        Function<Function<BudgetSums, Money>, AmountChange> both = sum -> new AmountChange(sum.apply(before), sum.apply(after));
        return new DryRun.BudgetTotals(both.apply(BudgetSums::income), both.apply(BudgetSums::carriedOver),
                both.apply(BudgetSums::expenditure), both.apply(BudgetSums::basic), both.apply(BudgetSums::project));
    }

    /** 合计 of the lines of a budget, as {@link dev.budgetledger.contract.DryRun.BudgetTotals} calls them. */
    private record BudgetSums(Money income, Money carriedOver, Money basic, Money project) {

        private static final BudgetSums NOTHING = new BudgetSums(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

        /** Of all lines: takes time of their number. */
        static BudgetSums of(Budget budget) {
            BudgetSums sums = NOTHING;
            if (budget instanceof Budget.Open open) {
                for (var each : open.lines().entrySet()) {
                    sums = sums.with(each.getKey(), balance(each.getValue()));
                }
            }
            return sums;
        }

        /** After a posting. */
        BudgetSums with(List<Entry> entries) {
            BudgetSums sums = this;
            for (Entry entry : entries) {
                sums = switch (entry) {
                    case Entry.OfLine(Line line, Money amount, _) -> sums.with(line, amount);
                    case Entry.OfFrozen(Line line, Money amount) -> sums.with(line, amount);
                    case Entry.OfSource _, Entry.OfCounterpart _ -> sums;
                };
            }
            return sums;
        }

        private BudgetSums with(Line line, Money amount) {
            boolean isOfThisYear = line.origin() == Origin.CURRENT;
            boolean isBasic = line.kind() != null && line.kind().isBasic();
            return new BudgetSums(
                    isOfThisYear ? income.plus(amount) : income,
                    isOfThisYear ? carriedOver : carriedOver.plus(amount),
                    isBasic ? basic.plus(amount) : basic,
                    line.kind() == Kind.PROJECT ? project.plus(amount) : project);
        }

        Money expenditure() {
            return income.plus(carriedOver);
        }

        /** What a line holds once every known date has come, frozen money included. */
        static Money balance(Account account) {
            return account.free().balance().plus(account.frozen().balance());
        }
    }
}
