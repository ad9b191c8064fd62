package dev.budgetledger.contract.merkle;

import java.util.List;

/**
 * What is to be kept of a {@link StreamTree} at a size: all that changed since what was kept before. It follows from the log alone.
 *
 * @param ends of the streams that changed
 * @param subtrees that changed, of depth 0, 8 and 16
 */
public record KeptStreams(long size, List<StreamEnd> ends, List<StreamSubtree> subtrees) {

    public KeptStreams {
        ends = List.copyOf(ends);
        subtrees = List.copyOf(subtrees);
    }
}
