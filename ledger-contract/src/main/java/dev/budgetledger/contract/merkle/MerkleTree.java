package dev.budgetledger.contract.merkle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree over the first leaves of a log: roots and proofs by the recursions of RFC 9162, 2.1.1, 2.1.3.1 and 2.1.4.1.
 *
 * <p>It reads stored hashes in tiles of 256, each once, at most a few a level: whatever the size of the log, a proof
 * takes O(log n) hashes. What it has read and computed it keeps: one instance answers questions that lie together, and is
 * dropped; it is not for several threads.
 */
public final class MerkleTree {

    private final StoredHashes stored;
    private final long size;
    private final Map<Tile, List<Hash>> tiles = new HashMap<>();

    private final Map<Node, Hash> nodes = new HashMap<>();

    private record Tile(int level, long number) {}

    private record Node(int height, long firstLeaf) {}

    /** @param size how many leaves are stored */
    public MerkleTree(StoredHashes stored, long size) {
        this.stored = stored;
        this.size = size;
    }

    public long size() {
        return size;
    }

    /**
     * The root over the first leaves.
     *
     * @throws IllegalArgumentException if there are not that many
     */
    public Hash root(long leaves) {
        require(0 <= leaves && leaves <= size, "the tree has " + size + " leaves");
        return leaves == 0 ? Hash.OF_NOTHING : range(0, leaves);
    }

    /**
     * That a leaf is in the tree over the first leaves.
     *
     * @throws IllegalArgumentException if the leaf is not, or there are not that many
     */
    public InclusionProof inclusion(long index, long leaves) {
        require(0 <= index && index < leaves && leaves <= size, "the tree has " + size + " leaves");
        List<Hash> path = new ArrayList<>();
        inclusion(index, 0, leaves, path);
        return new InclusionProof(index, leaves, range(index, index + 1), path);
    }

    private void inclusion(long index, long from, long to, List<Hash> path) {
        if (to - from == 1) {
            return;
        }
        long split = from + leftHalf(to - from);
        if (index < split) {
            inclusion(index, from, split, path);
            path.add(range(split, to));
        } else {
            inclusion(index, split, to, path);
            path.add(range(from, split));
        }
    }

    /**
     * That the tree over the first {@code to} leaves continues from the one over the first {@code from}.
     *
     * @throws IllegalArgumentException if the first is larger, or there are not that many leaves
     */
    public ConsistencyProof consistency(long from, long to) {
        require(0 <= from && from <= to && to <= size, "the tree has " + size + " leaves");
        List<Hash> path = new ArrayList<>();
        if (from > 0) {
            consistency(from, 0, to, true, path);
        }
        return new ConsistencyProof(from, to, path);
    }

    /** @param known whether the verifier has the root of what is looked at: it is the smaller tree itself */
    private void consistency(long end, long from, long to, boolean known, List<Hash> path) {
        if (end == to) {
            if (!known) {
                path.add(range(from, to));
            }
            return;
        }
        long split = from + leftHalf(to - from);
        if (end <= split) {
            consistency(end, from, split, known, path);
            path.add(range(split, to));
        } else {
            consistency(end, split, to, false, path);
            path.add(range(from, split));
        }
    }

    private Hash range(long from, long to) {
        long leaves = to - from;
        if (Long.bitCount(leaves) == 1) {
            return complete(Long.numberOfTrailingZeros(leaves), from);
        }
        long split = from + leftHalf(leaves);
        return Hash.ofNode(range(from, split), range(split, to));
    }

    /** The root over 2^height leaves, from the highest stored level below. */
    private Hash complete(int height, long firstLeaf) {
        return nodes.computeIfAbsent(new Node(height, firstLeaf), node -> folded(height, firstLeaf));
    }

    private Hash folded(int height, long firstLeaf) {
        int level = height / Subtree.BITS;
        long first = Subtree.count(firstLeaf, level);
        List<Hash> tile = tile(level, first / Subtree.WIDTH);
        int start = (int) (first % Subtree.WIDTH);
        return Subtree.fold(tile.subList(start, start + (1 << height % Subtree.BITS)));
    }

    private List<Hash> tile(int level, long number) {
        return tiles.computeIfAbsent(new Tile(level, number), tile -> {
            long first = number * Subtree.WIDTH;
            int count = (int) Math.min(Subtree.WIDTH, Subtree.count(size, level) - first);
            List<Hash> hashes = stored.read(level, first, count);
            if (hashes.size() != count) {
                throw new IllegalStateException("of " + count + " hashes of level " + level + " from " + first + ", "
                        + hashes.size() + " are stored");
            }
            return hashes;
        });
    }

    /** The largest power of two below n. */
    private static long leftHalf(long n) {
        return Long.highestOneBit(n - 1);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
