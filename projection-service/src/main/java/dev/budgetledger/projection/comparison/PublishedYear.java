package dev.budgetledger.projection.comparison;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.Selector.Counts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineAmount;
import dev.budgetledger.projection.entries.LineSums;

/**
 * The expenditure of a year as far as it was published: a figure is known if no money may be in it that does not say so.
 *
 * <p>A comparative budget says nothing of the funds that it never posted to. One that has a class of 三公 has all of 三公, which
 * is published in a table of its own: what says no such class then has none.
 *
 * @param budget of the whole department
 * @param ofUnit the code of the one unit that is asked about
 * @param unpublished the funds of which it says nothing
 */
record PublishedYear(BudgetAsOf budget, @Nullable String ofUnit, Set<Fund> unpublished) {

    /** Takes a year as it is to be held against another. */
    static PublishedYear of(BudgetAsOf budget, @Nullable String ofUnit, @Nullable BudgetAsOf other) {
        return new PublishedYear(budget, ofUnit, other == null ? Set.of() : unpublishedFunds(budget, other));
    }

    /** The funds that one year has money of and the other says nothing of, as it was published only in part. */
    static Set<Fund> unpublishedFunds(BudgetAsOf budget, BudgetAsOf other) {
        EnumSet<Fund> funds = EnumSet.noneOf(Fund.class);
        if (budget.comparative()) {
            other.lines().stream().filter(line -> !line.isEmpty()).forEach(line -> funds.add(line.line().fund()));
            lines(budget).forEach(line -> funds.remove(line.fund()));
        }
        return funds;
    }

    /** Every line that was ever posted to. */
    static Stream<Line> lines(BudgetAsOf budget) {
        return Stream.concat(
                budget.lines().stream().map(each -> each.line()),
                budget.sums().stream().filter(each -> each.entries() > 0).map(LineSums::line));
    }

    /** What all of these count, absent if it is not known. */
    @Nullable Money sum(Selector... of) {
        Money sum = Money.ZERO;
        for (LineAmount each : budget.expenditure()) {
            switch (each.isZero() ? Counts.NO : counts(each.line(), of)) {
                case YES -> sum = sum.plus(each.amount());
                case UNPUBLISHED, COARSE -> {
                    return null;
                }
                case NO -> {}
            }
        }
        return unpublished.stream().allMatch(fund -> counts(nothingSaid(fund), of) == Counts.NO) ? sum : null;
    }

    /** The same year with no other money than that of 三公, where it was published at all. */
    PublishedYear ofThreePublic(Selector... all) {
        Predicate<Line> said = line -> Stream.of(all).allMatch(each -> accepts(each, line));
        return budget.comparative() && lines(budget).anyMatch(said)
                ? new PublishedYear(budget.only(said), ofUnit, Set.of())
                : this;
    }

    /** Whether nothing was ever posted to the unit, though all money of the year is of units: there was none. */
    boolean isWithoutUnit() {
        return ofUnit != null
                && lines(budget).noneMatch(line -> ofUnit.equals(line.unit()))
                && hasUnits();
    }

    /** Whether all its money says of which unit it is. */
    boolean hasUnits() {
        return money().map(Line::unit).allMatch(Objects::nonNull);
    }

    /** The first digits of the functional codes that have money. */
    Collection<String> classes() {
        return money().filter(line -> isOfUnit(line) != Counts.NO)
                .flatMap(line -> Stream.ofNullable(line.function()))
                .map(code -> code.substring(0, Math.min(3, code.length())))
                .toList();
    }

    Collection<Fund> funds() {
        return money().filter(line -> isOfUnit(line) != Counts.NO).map(Line::fund).toList();
    }

    private Stream<Line> money() {
        return budget.expenditure().stream().filter(each -> !each.isZero()).map(LineAmount::line);
    }

    private Counts counts(Line line, Selector... of) {
        Counts counts = isOfUnit(line);
        for (Selector each : of) {
            counts = counts.and(
                    budget.comparative() ? each.counts(line, _ -> Nature.ADMINISTRATIVE) : accepts(each, line) ? Counts.YES : Counts.NO);
        }
        return counts;
    }

    private Counts isOfUnit(Line line) {
        if (ofUnit == null || ofUnit.equals(line.unit())) {
            return Counts.YES;
        }
        return line.unit() == null ? Counts.UNPUBLISHED : Counts.NO;
    }

    static boolean accepts(Selector selector, Line line) {
        return selector.accepts(line, _ -> Nature.ADMINISTRATIVE);
    }

    private static Line nothingSaid(Fund fund) {
        return new Line(fund, Origin.CURRENT, null, null, null, null);
    }
}
