package dev.budgetledger.projection.comparison;

import java.util.List;
import java.util.stream.Stream;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.disclosure.table.Published;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntryRangeSums;
import dev.budgetledger.projection.entries.EntrySum;
import dev.budgetledger.projection.entries.LineBalance;

/**
 * 对比: a budget at two as-of points, or of two years, with every line it ever had, on one basis.
 *
 * @param amounts which money of the lines their tables show
 */
public record BudgetPair(BudgetAsOf from, BudgetAsOf to, Amounts amounts) {

    /** Whether both points are of one budget. */
    public boolean isOfOneYear() {
        return from.id().equals(to.id());
    }

    /** The entries that make the difference: what the two points count differently, or all of both years. */
    public List<EntryRange> stretches() {
        return isOfOneYear()
                ? EntryRange.between(to.id(), from.asOf(), to.asOf())
                : List.of(
                        EntryRange.through(from.id(), from.asOf()).missing(), EntryRange.through(to.id(), to.asOf()));
    }

    /** What a stretch of these adds up to: each begins at the log's own beginning or at one point, and ends at one. */
    public List<EntrySum> sums(EntryRange stretch) {
        return EntryRangeSums.of(stretch, (budget, through) -> at(budget, through).sums());
    }

    /** Every line of the budget of a stretch. */
    public List<Line> lines(EntryRange stretch) {
        return at(stretch.budget(), stretch.through()).lines().stream().map(LineBalance::line).toList();
    }

    private BudgetAsOf at(BudgetId budget, long position) {
        return from.id().equals(budget) && from.asOf().position() == position ? from : to;
    }

    /** What the tables of the first point are made of. */
    public BudgetAsOf before() {
        return from.showing(amounts);
    }

    /** What the tables of the second point are made of. */
    public BudgetAsOf after() {
        return to.showing(amounts);
    }

    /** How the lines of the first point are to be taken at their word. */
    public Published publishedBefore() {
        return published(from, to);
    }

    /** The same of the second point. */
    public Published publishedAfter() {
        return published(to, from);
    }

    private Published published(BudgetAsOf budget, BudgetAsOf other) {
        return isOfOneYear() ? Published.of(budget) : Published.compared(budget, PublishedYear.unpublishedFunds(budget, other));
    }

    /** 注: why not all of their cells can be compared. */
    public List<String> notes() {
        return Stream.of(from, to)
                .filter(BudgetAsOf::comparative)
                .map(budget -> "注:" + budget.fiscalYear() + "年部门预算仅公布合计,未公布的不作比较。")
                .distinct()
                .toList();
    }
}
