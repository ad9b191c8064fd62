package dev.budgetledger.contract.merkle;

import java.util.List;

/**
 * The root of a complete subtree that is stored, so that roots and proofs need not read its leaves.
 *
 * @param level it has 256<sup>level</sup> leaves; level 0 is a leaf
 * @param number 0, 1, 2 … along its level; its first leaf has index number × 256<sup>level</sup>
 */
public record Subtree(int level, long number, Hash hash) {

    /** How many subtrees of one level make one of the next. */
    public static final int WIDTH = 1 << Subtree.BITS;

    static final int BITS = 8;

    /** How many leaves it has. */
    public long leaves() {
        return 1L << (level * BITS);
    }

    /** How many complete subtrees of a level a tree has. */
    static long count(long size, int level) {
        return size >> (level * BITS);
    }

    /** The root over 2, 4, 8 … hashes side by side. */
    static Hash fold(List<Hash> hashes) {
        int n = hashes.size();
        return n == 1
                ? hashes.get(0)
                : Hash.ofNode(fold(hashes.subList(0, n / 2)), fold(hashes.subList(n / 2, n)));
    }
}
