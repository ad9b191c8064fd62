package dev.budgetledger.contract.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A log of random entries whose hashes are stored as the services store them, and how many were read. */
final class StoredTree implements StoredHashes {

    private final List<List<Hash>> levels = new ArrayList<>(List.of(new ArrayList<>()));
    final RightEdge edge = new RightEdge();
    int hashesRead;

    /** Trees of one seed begin alike. */
    static StoredTree random(long seed, int size) {
        return new StoredTree().add(seed, size);
    }

    StoredTree add(long seed, int leaves) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < leaves; i++) {
            byte[] entry = new byte[8];
            random.nextBytes(entry);
            add(Hash.ofLeaf(entry));
        }
        return this;
    }

    void add(Hash leaf) {
        levels.getFirst().add(leaf);
        edge.append(leaf, this::store);
    }

    private void store(Subtree completed) {
        while (levels.size() <= completed.level()) {
            levels.add(new ArrayList<>());
        }
        if (completed.number() != levels.get(completed.level()).size()) {
            throw new IllegalStateException("out of order: " + completed);
        }
        levels.get(completed.level()).add(completed.hash());
    }

    List<Hash> leaves() {
        return levels.getFirst();
    }

    MerkleTree tree() {
        return new MerkleTree(this, leaves().size());
    }

    @Override
    public List<Hash> read(int level, long from, int count) {
        hashesRead += count;
        return List.copyOf(levels.get(level).subList((int) from, (int) from + count));
    }

    /** RFC 9162, 2.1.1, as it stands there, over the leaves alone. */
    static Hash plainRoot(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.OF_NOTHING;
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return Hash.ofNode(plainRoot(leaves.subList(0, k)), plainRoot(leaves.subList(k, leaves.size())));
    }
}
