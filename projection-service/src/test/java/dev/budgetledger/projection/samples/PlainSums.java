package dev.budgetledger.projection.samples;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.Basis;

/** What a log holds as of a point, by going through all of it. */
public final class PlainSums {

    private PlainSums() {}

    /** The balances that are not zero, of a budget whatever it is. */
    public static Map<Line, Money> of(
            List<Envelope> log, BudgetId budget, LocalDate effectiveOn, long position, Basis basis) {
        Map<Line, Money> sums = new HashMap<>();
        for (Envelope each : log) {
            boolean counts = each.position() <= position
                    && each.stream().equals(budget.stream())
                    && each.fact() instanceof Fact.Posted posted
                    && !posted.posting().effectiveOn().isAfter(effectiveOn)
                    && (basis == Basis.ADJUSTED || posted instanceof Fact.FundsAllocated);
            if (counts && each.fact() instanceof Fact.Posted posted) {
                for (Entry entry : posted.posting().entries()) {
                    if (entry instanceof Entry.OfLine(Line line, Money amount)) {
                        sums.merge(line, amount, Money::plus);
                    }
                }
            }
        }
        sums.values().removeIf(Money::isZero);
        return sums;
    }

    /** The last position recorded at or before an instant. */
    public static long positionBy(List<Envelope> log, Instant instant) {
        long last = 0;
        for (Envelope each : log) {
            if (!each.recordedAt().isAfter(instant)) {
                last = each.position();
            }
        }
        return last;
    }
}
