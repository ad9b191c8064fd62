package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Predicate;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/**
 * 指标累计: what the entries of a line up to some position add up to, whatever day is asked for.
 *
 * @param entries how many
 * @param parts together all of them, each entry in one
 */
public record LineSums(Line line, long entries, List<DaySums> parts) {

    public LineSums {
        parts = List.copyOf(parts);
    }

    /** The line as of an effective date. */
    public LineBalance balance(LocalDate effectiveOn, Basis basis) {
        Map<EntryKind, Money> sums = between(LocalDate.MIN, effectiveOn);
        sums.keySet().removeIf(kind -> !basis.counts(kind.operation()));
        return new LineBalance(
                line,
                sum(sums, _ -> true),
                sum(sums, kind -> kind.operation() == Operation.CARRY_OUT).negated(),
                sum(sums, EntryKind::frozen));
    }

    /** The sums of those effective after a day and up to another, by kind. */
    Map<EntryKind, Money> between(LocalDate after, LocalDate through) {
        Map<EntryKind, Money> sums = new HashMap<>();
        for (DaySums part : parts) {
            part.between(after, through).forEach((kind, sum) -> sums.merge(kind, sum, Money::plus));
        }
        return sums;
    }

    private static Money sum(Map<EntryKind, Money> sums, Predicate<EntryKind> wanted) {
        return sums.entrySet().stream()
                .filter(each -> wanted.test(each.getKey()))
                .map(Entry::getValue)
                .reduce(Money.ZERO, Money::plus);
    }
}
