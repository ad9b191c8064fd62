package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import dev.budgetledger.contract.BudgetId;

/**
 * 区间: the entries of a budget between two positions and two effective dates, as they add to a total.
 *
 * <p>What two as-of points of one budget count differently is two stretches that share no entry: what lies between their
 * positions, and of what both know, what lies between their effective dates.
 *
 * @param after entries after this position
 * @param through up to this one
 * @param afterDate entries effective after this day
 * @param throughDate up to this one
 * @param lateThrough entries effective by this day are late; none if it is not after {@code afterDate}
 * @param sign 1, or -1 where the entries are missing from the total
 */
public record EntryRange(
        BudgetId budget,
        long after,
        long through,
        LocalDate afterDate,
        LocalDate throughDate,
        LocalDate lateThrough,
        int sign) {

    /** Days are those of the treasury. */
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    /** Everything that counts at a point. */
    public static EntryRange through(BudgetId budget, AsOf asOf) {
        return new EntryRange(budget, 0, asOf.position(), LocalDate.MIN, asOf.effectiveOn(), LocalDate.MIN, 1);
    }

    /** What leads from one point of a budget to another, in the order of the log; from the later back it is taken away. */
    public static List<EntryRange> between(BudgetId budget, AsOf from, AsOf to) {
        boolean onward = from.position() <= to.position();
        AsOf early = onward ? from : to;
        AsOf late = onward ? to : from;
        boolean longer = from.effectiveOn().isBefore(to.effectiveOn());
        LocalDate shortDate = longer ? from.effectiveOn() : to.effectiveOn();
        LocalDate longDate = longer ? to.effectiveOn() : from.effectiveOn();
        List<EntryRange> stretches = new ArrayList<>();
        if (shortDate.isBefore(longDate)) {
            stretches.add(new EntryRange(
                    budget, 0, early.position(), shortDate, longDate, LocalDate.MIN, longer ? 1 : -1));
        }
        if (early.position() < late.position()) {
            stretches.add(new EntryRange(
                    budget,
                    early.position(),
                    late.position(),
                    LocalDate.MIN,
                    late.effectiveOn(),
                    due(early),
                    onward ? 1 : -1));
        }
        return stretches;
    }

    /** The same entries, missing from the total. */
    public EntryRange missing() {
        return new EntryRange(budget, after, through, afterDate, throughDate, lateThrough, -sign);
    }

    /** 补记: whether an entry of the stretch counted by the day of the point that lacks it, but was recorded only later. */
    public boolean isLate(LocalDate effectiveOn) {
        return !effectiveOn.isAfter(lateThrough);
    }

    /** The last day that should have been posted for a point: its effective date, unless that had not come yet. */
    private static LocalDate due(AsOf point) {
        LocalDate known = LocalDate.ofInstant(point.recordedAsOf(), CHINA);
        return known.isBefore(point.effectiveOn()) ? known : point.effectiveOn();
    }
}
