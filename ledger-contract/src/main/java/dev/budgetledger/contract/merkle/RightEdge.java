package dev.budgetledger.contract.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What has to be in memory to continue with a tree: of each level the hashes that make no complete subtree of the next yet.
 *
 * <p>At most 255 hashes a level, of a stored tree read when they are first needed. Not for several threads.
 */
public final class RightEdge {

    private final StoredHashes stored;
    private final List<Level> levels = new ArrayList<>();
    private long size;

    /** The open hashes of a level: those that are stored and unread, and after them those in memory. */
    private static final class Level {
        private final List<Hash> read = new ArrayList<>();
        private final long from;
        private int unread;

        Level(long from, int unread) {
            this.from = from;
            this.unread = unread;
        }
    }

    /** Of the empty tree. */
    public RightEdge() {
        this((level, first, count) -> List.of(), 0);
    }

    /** Of a stored tree. */
    public RightEdge(StoredHashes stored, long size) {
        this.stored = stored;
        this.size = size;
        for (int level = 0; level == 0 || Subtree.count(size, level) > 0; level++) {
            long count = Subtree.count(size, level);
            int open = (int) (count % Subtree.WIDTH);
            levels.add(new Level(count - open, open));
        }
    }

    /** How many leaves the tree has. */
    public long size() {
        return size;
    }

    /** Adds a leaf and hands over each subtree that becomes complete with it. */
    public void append(Hash leaf, Consumer<Subtree> completed) {
        size++;
        Hash hash = leaf;
        for (int number = 0;; number++) {
            if (number == levels.size()) {
                levels.add(new Level(0, 0));
            }
            Level level = levels.get(number);
            level.read.add(hash);
            if (level.unread + level.read.size() < Subtree.WIDTH) {
                return;
            }
            List<Hash> open = open(number);
            hash = Subtree.fold(open);
            open.clear();
            completed.accept(new Subtree(number + 1, Subtree.count(size, number + 1) - 1, hash));
        }
    }

    private List<Hash> open(int number) {
        Level level = levels.get(number);
        if (level.unread > 0) {
            level.read.addAll(0, stored.read(number, level.from, level.unread));
            level.unread = 0;
        }
        return level.read;
    }

    /** The root of the tree. */
    public Hash root() {
        Optional<Hash> root = Optional.empty();
        for (int number = 0; number < levels.size(); number++) {
            List<Hash> open = open(number);
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
