package dev.budgetledger.contract.merkle;

import java.util.List;

/**
 * The root over the streams whose keys begin alike. Over none it is 32 zeros, over one its leaf, however deep that would stand; else
 * SHA-256(0x03 ‖ left ‖ right).
 *
 * @param depth how many bits they have in common
 * @param prefix these bits
 * @param single whether it is the leaf of the only stream
 */
public record StreamSubtree(int depth, int prefix, Hash hash, boolean single) {

    static final Hash EMPTY = Hash.of(new byte[Hash.LENGTH]);
    private static final byte NODE = 3;

    static StreamSubtree empty(int depth, int prefix) {
        return new StreamSubtree(depth, prefix, EMPTY, false);
    }

    boolean isEmpty() {
        return hash.equals(EMPTY);
    }

    /** Whether a path ends here. */
    boolean isEnd() {
        return single || isEmpty();
    }

    /** The root over two that stand side by side, at the prefix one bit shorter. */
    static StreamSubtree over(StreamSubtree left, StreamSubtree right) {
        int depth = left.depth - 1;
        int prefix = left.prefix >>> 1;
        if (left.isEmpty() && right.isEnd()) {
            return new StreamSubtree(depth, prefix, right.hash, right.single);
        }
        if (right.isEmpty() && left.single) {
            return new StreamSubtree(depth, prefix, left.hash, true);
        }
        return new StreamSubtree(depth, prefix, node(left.hash, right.hash), false);
    }

    /** Of streams that have the first bits in common, in the order of their keys. */
    static Hash fold(List<StreamEnd> streams, int depth) {
        if (streams.isEmpty()) {
            return EMPTY;
        }
        if (streams.size() == 1) {
            return streams.get(0).leaf();
        }
        int split = split(streams, depth);
        return node(fold(streams.subList(0, split), depth + 1), fold(streams.subList(split, streams.size()), depth + 1));
    }

    /** How many of them have no bit set there. */
    static int split(List<StreamEnd> streams, int bit) {
        int split = 0;
        while (split < streams.size() && !StreamEnd.bit(streams.get(split).key().raw(), bit)) {
            split++;
        }
        return split;
    }

    static Hash node(Hash left, Hash right) {
        return Hash.ofNode(NODE, left, right);
    }
}
