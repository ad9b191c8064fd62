package dev.budgetledger.projection.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.EntrySum;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.Operation;
import dev.budgetledger.projection.entries.Stretch;

/** Reads budgets by the plain sum of all their entries, however else they can be read. Names are as another reader has them. */
final class RawTables implements BudgetReader {

    private final BudgetReader named;
    private final EntryReader entries;

    RawTables(BudgetReader named, EntryReader entries) {
        this.named = named;
        this.entries = entries;
    }

    @Override
    public AsOf resolve(int fiscalYear, AsOfQuestion question) {
        return named.resolve(fiscalYear, question);
    }

    @Override
    public Optional<BudgetAsOf> read(BudgetId id, AsOf asOf, Basis basis) {
        return named.read(id, asOf, basis).map(budget -> new BudgetAsOf(
                budget.department(), budget.fiscalYear(), budget.comparative(), asOf, basis, lines(id, asOf, basis),
                budget.names()));
    }

    private List<LineBalance> lines(BudgetId id, AsOf asOf, Basis basis) {
        Map<Line, LineBalance> lines = new HashMap<>();
        for (EntrySum sum : entries.sums(Stretch.through(id, asOf))) {
            if (basis == Basis.ADJUSTED || sum.operation() == Operation.ALLOCATION) {
                lines.merge(sum.line(), balance(sum), RawTables::plus);
            }
        }
        return lines.values().stream()
                .filter(each -> !(each.balance().isZero() && each.carriedOut().isZero() && each.frozen().isZero()))
                .toList();
    }

    private static LineBalance balance(EntrySum sum) {
        return new LineBalance(
                sum.line(),
                sum.amount(),
                sum.operation() == Operation.CARRY_OUT ? sum.amount().negated() : Money.ZERO,
                sum.frozen() ? sum.amount() : Money.ZERO);
    }

    private static LineBalance plus(LineBalance one, LineBalance other) {
        return new LineBalance(
                one.line(),
                one.balance().plus(other.balance()),
                one.carriedOut().plus(other.carriedOut()),
                one.frozen().plus(other.frozen()));
    }
}
