package dev.budgetledger.projection.entries;

import java.util.Collection;
import java.util.List;

/** Reads what amounts are made of. */
public interface EntryReader {

    /**
     * The entries of a stretch that count in a selection, in the order of the log.
     *
     * @param after only those behind this place
     * @param limit no more than this many
     */
    List<PostedEntry> entries(EntryRange stretch, EntryFilter selection, EntryPlace after, int limit);

    /** The same, but the first this many of each line. */
    List<PostedEntry> firstOfEachLine(EntryRange stretch, EntryFilter selection, int limit);

    /** The bytes of the envelopes at some positions, in the order of the log. */
    List<byte[]> envelopes(Collection<Long> positions);
}
