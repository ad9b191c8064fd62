package dev.budgetledger.contract.merkle;

import java.util.List;

/**
 * That a leaf is in a tree, RFC 9162, 2.1.3.
 *
 * @param index of the leaf, its position in the log − 1
 * @param size how many leaves the tree has
 * @param leaf the hash of the entry
 * @param path the hashes that lead from the leaf to the root
 */
public record InclusionProof(long index, long size, Hash leaf, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Whether it proves that the leaf is in the tree with this root: 2.1.3.2. */
    public boolean leadsTo(Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        Hash hash = leaf;
        for (Hash next : path) {
            if (sn == 0) {
                return false;
            }
            if (isOdd(fn) || fn == sn) {
                hash = Hash.ofNode(next, hash);
                while (!isOdd(fn) && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                hash = Hash.ofNode(hash, next);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && hash.equals(root);
    }

    static boolean isOdd(long n) {
        return (n & 1) == 1;
    }
}
