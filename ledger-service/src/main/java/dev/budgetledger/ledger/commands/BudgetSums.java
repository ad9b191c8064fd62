package dev.budgetledger.ledger.commands;

import java.util.List;

import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.ledger.budget.Account;
import dev.budgetledger.ledger.budget.Budget;

/** 合计 of the lines of a budget, as {@link dev.budgetledger.contract.DryRun.BudgetTotals} calls them. */
record BudgetSums(Money income, Money carriedOver, Money basic, Money project) {

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
