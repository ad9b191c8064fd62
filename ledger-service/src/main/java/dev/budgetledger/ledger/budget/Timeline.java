package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.Arrays;

import dev.budgetledger.contract.Money;

/**
 * The balance of one line over effective dates. Immutable; a fiscal year bounds its length.
 *
 * <p>Kept as parallel arrays: the days on which the balance changes, ascending, and the balance in fen at the end of
 * each. Before the first day it is zero, after the last it stays.
 */
public final class Timeline {

    static final Timeline EMPTY = new Timeline(new int[0], new long[0]);

    private final int[] days;
    private final long[] balances;

    Timeline(int[] days, long[] balances) {
        this.days = days;
        this.balances = balances;
    }

    /** The balance once every known date has come. */
    public Money balance() {
        return Money.ofFen(balances.length == 0 ? 0 : balances[balances.length - 1]);
    }

    /** The balance at the end of a day. */
    Money on(LocalDate day) {
        int at = indexAtOrBefore(Math.toIntExact(day.toEpochDay()));
        return Money.ofFen(at < 0 ? 0 : balances[at]);
    }

    /** The lowest balance on a day or at any later date: what may be taken on that day without ever overdrawing. */
    public Money lowestFrom(LocalDate day) {
        int at = indexAtOrBefore(Math.toIntExact(day.toEpochDay()));
        long lowest = at < 0 ? 0 : balances[at];
        for (int i = at + 1; i < balances.length; i++) {
            lowest = Math.min(lowest, balances[i]);
        }
        return Money.ofFen(lowest);
    }

    /** This timeline with an amount added from a day on. */
    Timeline plus(LocalDate day, Money amount) {
        int epochDay = Math.toIntExact(day.toEpochDay());
        int at = indexAtOrBefore(epochDay);
        boolean known = at >= 0 && days[at] == epochDay;
        int first = known ? at : at + 1;
        int[] nextDays = known ? days : insert(days, first, epochDay);
        long[] nextBalances = known ? balances.clone() : insert(balances, first, at < 0 ? 0 : balances[at]);
        for (int i = first; i < nextBalances.length; i++) {
            nextBalances[i] = Math.addExact(nextBalances[i], amount.fen());
        }
        return new Timeline(nextDays, nextBalances);
    }

    /** The two balances added up, date by date. */
    Timeline plus(Timeline other) {
        Timeline sum = this;
        for (int i = 0; i < other.days.length; i++) {
            long before = i == 0 ? 0 : other.balances[i - 1];
            sum = sum.plus(LocalDate.ofEpochDay(other.days[i]), Money.ofFen(other.balances[i] - before));
        }
        return sum;
    }

    /** The days on which the balance changes, as epoch days, ascending. Not to be changed. */
    int[] days() {
        return days;
    }

    /** The balance in fen at the end of each of the days. Not to be changed. */
    long[] balances() {
        return balances;
    }

    long bytes() {
        return days.length == 0 ? 0 : 56 + 12L * days.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Timeline that
                && Arrays.equals(days, that.days) && Arrays.equals(balances, that.balances);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(balances);
    }

    private int indexAtOrBefore(int epochDay) {
        int found = Arrays.binarySearch(days, epochDay);
        return found >= 0 ? found : -found - 2;
    }

    private static int[] insert(int[] values, int index, int value) {
        int[] next = new int[values.length + 1];
        System.arraycopy(values, 0, next, 0, index);
        next[index] = value;
        System.arraycopy(values, index, next, index + 1, values.length - index);
        return next;
    }

    private static long[] insert(long[] values, int index, long value) {
        long[] next = new long[values.length + 1];
        System.arraycopy(values, 0, next, 0, index);
        next[index] = value;
        System.arraycopy(values, index, next, index + 1, values.length - index);
        return next;
    }
}
