package dev.budgetledger.projection.comparison.http;

import java.util.Collection;
import java.util.List;

import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.PostedEntry;

/** A log without entries. */
public final class NoEntries implements EntryReader {

    @Override
    public List<PostedEntry> entries(EntryRange stretch, EntryFilter selection, EntryPlace after, int limit) {
        return List.of();
    }

    @Override
    public List<PostedEntry> firstOfEachLine(EntryRange stretch, EntryFilter selection, int limit) {
        return List.of();
    }

    @Override
    public List<byte[]> envelopes(Collection<Long> positions) {
        return List.of();
    }
}
