package dev.budgetledger.projection.samples;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.LineBalance;

/** What a log holds as of a point, by going through all of it. A reversal counts as the posting that it names does. */
public final class PlainSums {

    private PlainSums() {}

    /** The lines of a budget, whatever it is, that have something or were allocated something, or from which something was carried out. */
    public static Map<Line, LineBalance> of(
            List<Envelope> log, BudgetId budget, LocalDate effectiveOn, long position, Basis basis) {
        Map<String, Fact.Posted> byId = new HashMap<>();
        Map<Line, LineBalance> sums = new HashMap<>();
        for (Envelope each : log) {
            if (each.fact() instanceof Fact.Posted posted) {
                byId.put(posted.posting().id(), posted);
                Fact.Posted counted = posted instanceof Fact.PostingReversed reversal
                        ? Objects.requireNonNull(byId.get(reversal.reverses()))
                        : posted;
                if (each.position() <= position
                        && each.stream().equals(budget.stream())
                        && !posted.posting().effectiveOn().isAfter(effectiveOn)
                        && (basis == Basis.ADJUSTED || counted instanceof Fact.FundsAllocated)) {
                    for (Entry entry : posted.posting().entries()) {
                        add(sums, entry, isCarriedOut(budget, counted), counted instanceof Fact.FundsAllocated);
                    }
                }
            }
        }
        sums.values().removeIf(line ->
                line.balance().isZero() && line.carriedOut().isZero() && line.frozen().isZero() && line.approved().isZero());
        return sums;
    }

    private static boolean isCarriedOut(BudgetId budget, Fact.Posted counted) {
        return counted instanceof Fact.FundsCarriedForward carried
                && carried.counterpart().startsWith(budget.department() + "-" + (budget.fiscalYear() + 1) + "-");
    }

    private static void add(Map<Line, LineBalance> sums, Entry entry, boolean carriedOut, boolean allocated) {
        switch (entry) {
            case Entry.OfLine(Line line, Money amount, _) ->
                add(sums, line, amount, carriedOut ? amount.negated() : Money.ZERO, Money.ZERO, allocated ? amount : Money.ZERO);
            case Entry.OfFrozen(Line line, Money amount) -> add(sums, line, amount, Money.ZERO, amount, Money.ZERO);
            case Entry.OfSource _, Entry.OfCounterpart _ -> {}
        }
    }

    private static void add(
            Map<Line, LineBalance> sums, Line line, Money balance, Money carriedOut, Money frozen, Money approved) {
        LineBalance before = sums.getOrDefault(line, new LineBalance(line, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO));
        sums.put(line, new LineBalance(
                line,
                before.balance().plus(balance),
                before.carriedOut().plus(carriedOut),
                before.frozen().plus(frozen),
                before.approved().plus(approved)));
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
