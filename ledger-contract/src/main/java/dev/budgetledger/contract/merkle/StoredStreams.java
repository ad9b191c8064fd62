package dev.budgetledger.contract.merkle;

import java.util.Collection;
import java.util.List;

/** Where what {@link StreamTree} hands over is kept. Each answer is as of a size that was kept: what was kept last of each at it or before. */
public interface StoredStreams {

    /** The streams whose keys begin with one of these 16 bits, in any order. */
    List<StreamEnd> ends(Collection<Integer> prefixes, long size);

    /**
     * The subtrees eight bits below these prefixes, in any order, those over no stream left out.
     *
     * @param depth of the subtrees: 8, when there is one prefix, 0, or 16
     */
    List<StreamSubtree> below(int depth, Collection<Integer> prefixes, long size);
}
