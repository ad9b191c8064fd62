package dev.budgetledger.contract.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What has to be in memory to go on with a tree: of each level the hashes that make no complete subtree of the next yet.
 *
 * <p>At most 255 hashes a level. Not for several threads.
 */
public final class RightEdge {

    private final List<List<Hash>> levels = new ArrayList<>();
    private long size;

    /** Of the empty tree. */
    public RightEdge() {
        levels.add(new ArrayList<>());
    }

    /** Of a stored tree. */
    public RightEdge(StoredHashes stored, long size) {
        this.size = size;
        int level = 0;
        do {
            long count = Subtree.count(size, level);
            int open = (int) (count % Subtree.WIDTH);
            levels.add(new ArrayList<>(open == 0 ? List.of() : stored.read(level, count - open, open)));
            level++;
        } while (Subtree.count(size, level) > 0);
    }

    /** How many leaves the tree has. */
    public long size() {
        return size;
    }

    /** Adds a leaf and hands over each subtree that becomes complete with it. */
    public void append(Hash leaf, Consumer<Subtree> completed) {
        size++;
        Hash hash = leaf;
        for (int level = 0;; level++) {
            if (level == levels.size()) {
                levels.add(new ArrayList<>());
            }
            List<Hash> open = levels.get(level);
            open.add(hash);
            if (open.size() < Subtree.WIDTH) {
                return;
            }
            hash = Subtree.fold(open);
            open.clear();
            completed.accept(new Subtree(level + 1, Subtree.count(size, level + 1) - 1, hash));
        }
    }

    /** The root of the tree. */
    public Hash root() {
        Optional<Hash> root = Optional.empty();
        for (List<Hash> open : levels) {
            int end = open.size();
            while (end > 0) { // the complete subtrees, from the smallest, which stands furthest to the right
                int leaves = Integer.lowestOneBit(end);
                Hash subtree = Subtree.fold(open.subList(end - leaves, end));
                root = Optional.of(root.map(right -> Hash.ofNode(subtree, right)).orElse(subtree));
                end -= leaves;
            }
        }
        return root.orElse(Hash.OF_NOTHING);
    }
}
