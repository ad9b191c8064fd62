package dev.budgetledger.contract.merkle;

import java.util.List;

/** Where the leaf hashes and the {@link Subtree} roots of a log are kept. */
@FunctionalInterface
public interface StoredHashes {

    /**
     * The hashes of a level, in order.
     *
     * @param level 0 for leaves
     * @param from the number of the first
     * @param count at most {@link Subtree#WIDTH}; all of them are there, or the store is broken
     */
    List<Hash> read(int level, long from, int count);
}
