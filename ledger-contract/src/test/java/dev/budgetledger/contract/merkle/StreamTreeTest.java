package dev.budgetledger.contract.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The tree over the streams is what its definition says, however it was come by, and proves what is there and what is not. */
class StreamTreeTest {

    private final Random random = new Random(2015);
    private final RememberedStreams stored = new RememberedStreams();

    @Test
    void the_root_is_that_of_the_plain_definition() {
        for (int streams : new int[] {0, 1, 2, 3, 10, 300, 5000}) {
            List<String> log = log(streams, streams == 0 ? 0 : 3 * streams + 1);
            RememberedStreams kept = new RememberedStreams();
            StreamTree tree = new StreamTree(kept);

            tree.append(log, kept::keep);

            assertThat(tree.root()).as("%s streams", streams).isEqualTo(plainRoot(log));
        }
    }

    /** Facts that come one by one, in batches, or after a start again, make the same. */
    @Test
    void however_facts_come_the_root_is_the_same() {
        List<String> log = log(700, 10_000);
        StreamTree tree = new StreamTree(stored);
        while (tree.size() < log.size()) {
            int next = (int) Math.min(log.size(), tree.size() + 1 + random.nextInt(900));
            tree.append(log.subList((int) tree.size(), next), stored::keep);
            if (random.nextInt(3) == 0) {
                assertThat(tree.root()).isEqualTo(plainRoot(log.subList(0, next)));
            }
        }

        StreamTree again = new StreamTree(stored, StreamTree.keptBefore(log.size()));
        again.append(log.subList((int) again.size(), log.size()), kept -> {});

        assertThat(again.root()).isEqualTo(tree.root());
        assertThat(proofs(again, log)).isEqualTo(proofs(tree, log));
    }

    @Test
    void where_a_stream_ends_and_that_there_is_none_is_proven() {
        for (int streams : new int[] {1, 2, 40, 3000}) {
            List<String> log = log(streams, 3 * streams);
            StreamTree tree = new StreamTree(stored);
            tree.append(log, stored::keep);
            Map<String, StreamEnd> ends = ends(log);
            for (int i = 0; i < 200; i++) {
                String stream = "D" + i + "-2023";
                StreamProof proof = tree.proof(stream);
                assertThat(proof.leadsTo(tree.root())).as(stream).isTrue();
                assertThat(proof.end().orElse(null)).isEqualTo(ends.get(stream));
            }
        }
    }

    @Test
    void nothing_is_proven_of_no_facts_but_that_there_are_none() {
        StreamTree tree = new StreamTree(stored);

        assertThat(tree.root().bytes()).containsOnly(0);
        assertThat(tree.proof("301-2023")).isEqualTo(new StreamProof("301-2023", null, List.of()));
        assertThat(tree.proof("301-2023").leadsTo(tree.root())).isTrue();
    }

    /** Whatever is changed in a proof, it proves nothing. */
    @Test
    void no_changed_proof_leads_to_the_root() {
        List<String> log = log(500, 2000);
        StreamTree tree = new StreamTree(stored);
        tree.append(log, stored::keep);
        Hash root = tree.root();
        for (int i = 0; i < 20_000; i++) {
            StreamProof proof = tree.proof("D" + random.nextInt(1000) + "-2023");
            StreamProof changed = changed(proof, log);
            if (!changed.equals(proof)) {
                assertThat(changed.leadsTo(root)).as("%s of %s", changed, proof).isFalse();
            }
        }
    }

    private StreamProof changed(StreamProof proof, List<String> log) {
        List<Hash> path = new ArrayList<>(proof.path());
        StreamEnd found = proof.found();
        Map<String, StreamEnd> ends = ends(log.subList(0, 700));
        StreamEnd other = ends.values().iterator().next();
        switch (random.nextInt(9)) {
            case 0 -> path.set(random.nextInt(path.size()), Hash.of(new byte[Hash.LENGTH]));
            case 1 -> path.remove(random.nextInt(path.size()));
            case 2 -> path.add(random.nextInt(path.size() + 1), Hash.ofLeaf(new byte[] {7}));
            case 3 -> Collections.swap(path, 0, path.size() - 1);
            case 4 -> found = null;
            case 5 -> found = found == null ? other : new StreamEnd(found.key(), found.facts() + 1, found.last(), found.chain());
            case 6 -> found = found == null ? other : new StreamEnd(found.key(), found.facts(), found.last() - 1, found.chain());
            case 7 -> found = found == null ? other : new StreamEnd(found.key(), found.facts(), found.last(), other.chain().equals(found.chain())
                    ? Hash.OF_NOTHING : other.chain());
            default -> {
                return new StreamProof(otherWay(proof, path.size()), found, path);
            }
        }
        return new StreamProof(proof.stream(), found, path);
    }

    /** A stream whose way is another one. */
    private String otherWay(StreamProof proof, int depth) {
        byte[] way = StreamEnd.key(proof.stream()).bytes();
        while (true) {
            String stream = "X" + random.nextInt() + "-2023";
            if (StreamEnd.common(way, StreamEnd.key(stream).bytes()) < depth) {
                return stream;
            }
        }
    }

    /** What is one's own and what lies beside it, of all that somebody could claim: a leaf is no node, and no leaf of the log's tree. */
    @Test
    void leaves_nodes_and_links_begin_with_bytes_of_their_own() {
        StreamEnd end = StreamEnd.before("301-2023").next(5);

        assertThat(end.chain()).isEqualTo(Hash.of(Hash.sha256().digest(
                ByteBuffer.allocate(41).put((byte) 4).put(new byte[32]).putLong(5).array())));
        assertThat(end.leaf()).isEqualTo(Hash.of(Hash.sha256().digest(ByteBuffer.allocate(81).put((byte) 2)
                .put(end.key().bytes()).putLong(1).putLong(5).put(end.chain().bytes()).array())));
        assertThat(StreamSubtree.node(end.leaf(), end.chain())).isEqualTo(Hash.of(Hash.sha256().digest(ByteBuffer.allocate(65).put((byte) 3)
                .put(end.leaf().bytes()).put(end.chain().bytes()).array())));
    }

    @Test
    void what_was_kept_and_contradicts_itself_is_refused() {
        List<String> log = log(100, StreamTree.KEPT_EVERY);
        new StreamTree(stored).append(log, stored::keep);
        String stream = log.get(0);
        StreamEnd wrong = StreamEnd.before(stream).next(9);
        stored.keep(new KeptStreams(log.size(), List.of(wrong), List.of()));

        StreamTree again = new StreamTree(stored, log.size());

        assertThatThrownBy(() -> again.append(List.of(stream), kept -> {}))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("contradicts itself");
    }

    private static List<StreamProof> proofs(StreamTree tree, List<String> log) {
        return log.stream().distinct().map(tree::proof).toList();
    }

    private List<String> log(int streams, int facts) {
        return IntStream.range(0, facts).mapToObj(i -> "D" + (i < streams ? i : random.nextInt(streams)) + "-2023").toList();
    }

    private static Map<String, StreamEnd> ends(List<String> log) {
        Map<String, StreamEnd> ends = new HashMap<>();
        for (int i = 0; i < log.size(); i++) {
            String stream = log.get(i);
            ends.put(stream, ends.getOrDefault(stream, StreamEnd.before(stream)).next(i + 1));
        }
        return ends;
    }

    /** By texts of bits, and nothing that is shared with the tree but the leaf. */
    private static Hash plainRoot(List<String> log) {
        NavigableMap<String, Hash> leaves = new TreeMap<>();
        ends(log).forEach((stream, end) -> leaves.put(bits(stream), end.leaf()));
        return plainRoot(leaves, "");
    }

    private static Hash plainRoot(NavigableMap<String, Hash> leaves, String prefix) {
        Map<String, Hash> of = leaves.subMap(prefix, true, prefix + "2", false);
        if (of.size() < 2) {
            return of.isEmpty() ? Hash.of(new byte[32]) : of.values().iterator().next();
        }
        byte[] node = ByteBuffer.allocate(65).put((byte) 3).put(plainRoot(leaves, prefix + "0").bytes())
                .put(plainRoot(leaves, prefix + "1").bytes()).array();
        return Hash.of(Hash.sha256().digest(node));
    }

    private static String bits(String stream) {
        StringBuilder bits = new StringBuilder();
        for (byte each : Hash.sha256().digest(stream.getBytes(StandardCharsets.UTF_8))) {
            bits.append(String.format("%8s", Integer.toBinaryString(each & 0xff)).replace(' ', '0'));
        }
        return bits.toString();
    }
}
