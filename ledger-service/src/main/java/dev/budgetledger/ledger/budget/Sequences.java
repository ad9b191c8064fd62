package dev.budgetledger.ledger.budget;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * A set of sequences of one stream. Immutable.
 *
 * @param words 64 sequences each, a bit for each that is in the set; so a million of them take two megabytes and not a hundred
 */
public record Sequences(PMap<Long, Long> words) {

    static final Sequences NONE = new Sequences(HashTreePMap.empty());

    boolean contains(long sequence) {
        return (words.getOrDefault(sequence / Long.SIZE, 0L) & bit(sequence)) != 0;
    }

    Sequences plus(long sequence) {
        long word = sequence / Long.SIZE;
        return new Sequences(words.plus(word, words.getOrDefault(word, 0L) | bit(sequence)));
    }

    long bytes() {
        return 150L * words.size();
    }

    private static long bit(long sequence) {
        return 1L << (sequence % Long.SIZE);
    }
}
