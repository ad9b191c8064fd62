package dev.budgetledger.contract.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What holds of all trees, up to more than two stored levels. */
class MerkleTreeTest {

    private static final int SIZE_MAX = 70_000;

    @Property(tries = 300)
    void roots_from_stored_subtrees_are_those_of_the_leaves_alone(
            @ForAll long seed, @ForAll @IntRange(max = 1500) int size, @ForAll @IntRange(max = 1500) int first) {
        StoredTree stored = StoredTree.random(seed, size);
        int leaves = Math.min(first, size);

        assertThat(stored.tree().root(leaves)).isEqualTo(StoredTree.plainRoot(stored.leaves().subList(0, leaves)));
        assertThat(stored.edge.root()).isEqualTo(stored.tree().root(size));
    }

    @Property(tries = 300)
    void the_edge_of_a_stored_tree_continues_like_the_one_in_memory(
            @ForAll long seed, @ForAll @IntRange(max = 1500) int size, @ForAll @IntRange(max = 600) int more) {
        StoredTree stored = StoredTree.random(seed, size);

        RightEdge read = new RightEdge(stored, size);
        List<Subtree> completed = new ArrayList<>();
        stored.add(seed + 1, more).leaves().subList(size, size + more)
                .forEach(leaf -> read.append(leaf, completed::add));

        assertThat(read.root()).isEqualTo(stored.edge.root());
        assertThat(completed).allSatisfy(subtree -> assertThat(
                stored.read(subtree.level(), subtree.number(), 1)).containsExactly(subtree.hash()));
        assertThat(completed).filteredOn(subtree -> subtree.level() == 1)
                .hasSize((size + more) / Subtree.WIDTH - size / Subtree.WIDTH);
    }

    @Property(tries = 500)
    void every_leaf_is_proven_to_be_in_and_no_other_in_its_place(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 1500) int size, @ForAll @IntRange(max = 1499) int at,
            @ForAll @IntRange(max = 1499) int other) {
        StoredTree stored = StoredTree.random(seed, size);
        InclusionProof proof = stored.tree().inclusion(at % size, size);
        Hash root = stored.edge.root();

        assertThat(proof.leadsTo(root)).isTrue();
        assertThat(proof.path()).hasSizeLessThanOrEqualTo(64 - Long.numberOfLeadingZeros(size - 1L));
        assertThat(new InclusionProof(proof.index(), size, Hash.OF_NOTHING, proof.path()).leadsTo(root)).isFalse();
        if (other % size != at % size) {
            assertThat(new InclusionProof(other % size, size, proof.leaf(), proof.path()).leadsTo(root)).isFalse();
        }
        assertThat(broken(proof.path())).allSatisfy(path ->
                assertThat(new InclusionProof(proof.index(), size, proof.leaf(), path).leadsTo(root)).isFalse());
    }

    @Property(tries = 500)
    void a_tree_is_proven_to_continue_from_each_of_its_beginnings(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 1500) int to, @ForAll @IntRange(max = 1500) int first) {
        StoredTree stored = StoredTree.random(seed, to);
        int from = Math.min(first, to);
        ConsistencyProof proof = stored.tree().consistency(from, to);
        Hash before = stored.tree().root(from);

        assertThat(proof.connects(before, stored.edge.root())).isTrue();
        assertThat(proof.connects(Hash.ofLeaf(new byte[0]), stored.edge.root())).isFalse();
        if (from > 0) {
            assertThat(proof.connects(before, Hash.ofLeaf(new byte[0]))).isFalse();
            assertThat(broken(proof.path())).allSatisfy(path -> assertThat(
                    new ConsistencyProof(from, to, path).connects(before, stored.edge.root())).isFalse());
        }
    }

    /**
     * 分叉: two histories that begin alike. Whatever head of the one a reader kept, and however long the other is, no
     * proof connects them.
     */
    @Property(tries = 500)
    void a_kept_head_of_one_history_is_not_connected_to_the_other(
            @ForAll long seed, @ForAll @IntRange(max = 700) int common, @ForAll @IntRange(min = 1, max = 700) int ours,
            @ForAll @IntRange(min = 1, max = 700) int theirs, @ForAll @IntRange(max = 1400) int anywhere) {
        StoredTree kept = StoredTree.random(seed, common).add(seed + 1, ours);
        StoredTree shown = StoredTree.random(seed, common).add(seed + 2, theirs);
        int head = common + 1 + anywhere % ours;
        Hash keptRoot = kept.tree().root(head);
        int to = common + theirs;
        Hash shownRoot = shown.edge.root();

        if (head <= to) {
            assertThat(shown.tree().consistency(head, to).connects(keptRoot, shownRoot)).isFalse();
        } else {
            assertThat(kept.tree().consistency(to, head).connects(shownRoot, keptRoot)).isFalse();
        }
        if (common > 0) { // what both have in common proves nothing against either
            Hash agreed = kept.tree().root(common);
            assertThat(shown.tree().consistency(common, common + theirs).connects(agreed, shownRoot)).isTrue();
        }
    }

    @Test
    void a_proof_reads_a_few_tiles_a_level_and_not_the_log() {
        StoredTree stored = StoredTree.random(1, SIZE_MAX);

        for (int i = 0; i < 200; i++) {
            int at = (int) ((i * 7919L) % SIZE_MAX);
            stored.hashesRead = 0;
            InclusionProof inclusion = stored.tree().inclusion(at, SIZE_MAX);
            assertThat(inclusion.leadsTo(stored.edge.root())).isTrue();
            assertThat(inclusion.path()).hasSizeLessThanOrEqualTo(17);
            assertThat(stored.hashesRead).isLessThanOrEqualTo(3 * 2 * Subtree.WIDTH);
            stored.hashesRead = 0;
            ConsistencyProof consistency = stored.tree().consistency(at, SIZE_MAX);
            assertThat(consistency.path()).hasSizeLessThanOrEqualTo(2 * 17);
            assertThat(stored.hashesRead).isLessThanOrEqualTo(3 * 2 * Subtree.WIDTH);
        }
    }

    @Test
    void what_the_tree_does_not_have_is_not_proven() {
        MerkleTree tree = StoredTree.random(1, 5).tree();

        assertThatThrownBy(() -> tree.root(6)).hasMessage("the tree has 5 leaves");
        assertThatThrownBy(() -> tree.inclusion(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.inclusion(0, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.consistency(4, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_store_that_lost_hashes_is_noticed() {
        MerkleTree tree = new MerkleTree((_, _, _) -> List.of(), 3);

        assertThatThrownBy(() -> tree.root(3)).isInstanceOf(IllegalStateException.class);
    }

    /** Each way to break a path by one hash: another, one less, one more. */
    private static List<List<Hash>> broken(List<Hash> path) {
        List<List<Hash>> broken = new ArrayList<>();
        IntStream.range(0, path.size()).forEach(i -> {
            List<Hash> changed = new ArrayList<>(path);
            changed.set(i, Hash.ofNode(path.get(i), path.get(i)));
            broken.add(changed);
            List<Hash> shorter = new ArrayList<>(path);
            shorter.remove(i);
            broken.add(shorter);
        });
        List<Hash> longer = new ArrayList<>(path);
        longer.add(Hash.OF_NOTHING);
        broken.add(longer);
        return broken;
    }
}
