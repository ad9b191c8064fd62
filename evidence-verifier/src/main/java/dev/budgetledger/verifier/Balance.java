package dev.budgetledger.verifier;

import java.util.NavigableMap;
import java.util.TreeMap;

/** 余额 of one account over effective dates. */
final class Balance {

    private final NavigableMap<Long, Long> changes = new TreeMap<>();

    void add(long day, long fen) {
        changes.merge(day, fen, Math::addExact);
    }

    /** Both together, date by date. */
    Balance with(Balance other) {
        Balance sum = new Balance();
        changes.forEach(sum::add);
        other.changes.forEach(sum::add);
        return sum;
    }

    /** Once every known date has come. */
    long last() {
        return changes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** On a day, as far as is known. */
    long on(long day) {
        long balance = 0;
        for (long change : changes.headMap(day, true).values()) {
            balance = Math.addExact(balance, change);
        }
        return balance;
    }

    /** The lowest on a day or at any later date. */
    long lowestFrom(long day) {
        long balance = 0;
        long lowest = Long.MAX_VALUE;
        for (var change : changes.entrySet()) {
            if (change.getKey() > day) {
                lowest = Math.min(lowest, balance);
            }
            balance = Math.addExact(balance, change.getValue());
        }
        return Math.min(lowest, balance);
    }
}
