package dev.budgetledger.contract.merkle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps a {@link StreamTree} in memory, as it was kept last: for those who go through a whole log once. It grows with the streams. */
public final class RememberedStreams implements StoredStreams {

    private final Map<Integer, Map<Hash, StreamEnd>> ends = new HashMap<>();
    private final Map<Integer, Map<Integer, StreamSubtree>> below = new HashMap<>();

    /** Keeps what changed. */
    public void keep(KeptStreams kept) {
        kept.ends().forEach(end -> ends.computeIfAbsent(StreamTree.bucket(end.key()), bucket -> new HashMap<>()).put(end.key(), end));
        kept.subtrees().forEach(each -> below.computeIfAbsent(each.depth(), depth -> new HashMap<>()).put(each.prefix(), each));
    }

    @Override
    public List<StreamEnd> ends(Collection<Integer> prefixes, long size) {
        List<StreamEnd> all = new ArrayList<>();
        prefixes.forEach(each -> all.addAll(ends.getOrDefault(each, Map.of()).values()));
        return all;
    }

    @Override
    public List<StreamSubtree> below(int depth, Collection<Integer> prefixes, long size) {
        List<StreamSubtree> all = new ArrayList<>();
        Map<Integer, StreamSubtree> ofDepth = below.getOrDefault(depth, Map.of());
        for (int prefix : prefixes) {
            for (int i = 0; i < StreamTree.WIDTH; i++) {
                StreamSubtree subtree = ofDepth.get(prefix * StreamTree.WIDTH + i);
                if (subtree != null) {
                    all.add(subtree);
                }
            }
        }
        return all;
    }
}
