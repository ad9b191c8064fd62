package dev.budgetledger.contract.merkle;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * 流证明: where a stream ends in a {@link StreamTree}, or that it has no fact in it. The way down by the bits of its key ends in one place:
 * at its leaf, at that of another stream, or at nothing.
 *
 * @param found what stands at the end of the way; null for nothing
 * @param path the hashes beside the way, from the root down
 */
public record StreamProof(String stream, @Nullable StreamEnd found, List<Hash> path) {

    public StreamProof {
        path = List.copyOf(path);
    }

    /** Whether it is a proof in the tree with this root. */
    public boolean leadsTo(Hash root) {
        byte[] key = StreamEnd.key(stream).raw();
        StreamEnd end = found;
        if (path.size() > Byte.SIZE * Hash.LENGTH
                || (end != null && (end.facts() < 1 || StreamEnd.common(key, end.key().raw()) < path.size()))) {
            return false;
        }
        Hash hash = end == null ? StreamSubtree.EMPTY : end.leaf();
        for (int depth = path.size() - 1; depth >= 0; depth--) {
            Hash beside = path.get(depth);
            hash = StreamEnd.bit(key, depth) ? StreamSubtree.node(beside, hash) : StreamSubtree.node(hash, beside);
        }
        return hash.equals(root);
    }

    /** Where the stream ends, empty if it has no fact. */
    public Optional<StreamEnd> end() {
        return Optional.ofNullable(found).filter(end -> end.key().equals(StreamEnd.key(stream)));
    }
}
