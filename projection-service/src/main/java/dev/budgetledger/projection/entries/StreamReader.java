package dev.budgetledger.projection.entries;

import java.util.List;

/** Reads the facts of a stream as they were received. */
@FunctionalInterface
public interface StreamReader {

    /**
     * Facts of a stream in order.
     *
     * @param afterSequence only those after this one; −1 from the first
     * @param throughPosition only those up to this position of the log
     * @param limit no more than this many
     */
    List<StreamFact> facts(String stream, long afterSequence, long throughPosition, int limit);
}
