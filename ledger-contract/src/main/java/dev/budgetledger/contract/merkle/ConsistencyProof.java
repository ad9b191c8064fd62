package dev.budgetledger.contract.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * That a tree continues from a smaller one and changed nothing in it, RFC 9162, 2.1.4.
 *
 * @param from how many leaves the smaller tree has
 * @param to how many the larger one has
 */
public record ConsistencyProof(long from, long to, List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** Whether it proves that the tree with the second root continues from the one with the first: 2.1.4.2. */
    public boolean connects(Hash first, Hash second) {
        if (from < 0 || from > to) {
            return false;
        }
        if (from == to) {
            return path.isEmpty() && first.equals(second);
        }
        if (from == 0) {
            return path.isEmpty() && first.equals(Hash.OF_NOTHING); // anything continues from nothing
        }
        List<Hash> hashes = new ArrayList<>(path);
        if (Long.bitCount(from) == 1) {
            hashes.add(0, first);
        }
        return !hashes.isEmpty() && climb(hashes, first, second);
    }

    private boolean climb(List<Hash> hashes, Hash first, Hash second) {
        int shift = Long.numberOfTrailingZeros(from); // of from − 1, the bits that are set at the end
        long fn = (from - 1) >> shift;
        long sn = (to - 1) >> shift;
        Hash fr = hashes.get(0);
        Hash sr = fr;
        for (Hash next : hashes.subList(1, hashes.size())) {
            if (sn == 0) {
                return false;
            }
            if (InclusionProof.isOdd(fn) || fn == sn) {
                fr = Hash.ofNode(next, fr);
                sr = Hash.ofNode(next, sr);
                while (!InclusionProof.isOdd(fn) && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = Hash.ofNode(sr, next);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && fr.equals(first) && sr.equals(second);
    }
}
