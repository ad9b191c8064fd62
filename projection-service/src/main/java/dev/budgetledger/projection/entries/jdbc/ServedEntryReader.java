package dev.budgetledger.projection.entries.jdbc;

import java.util.Collection;
import java.util.List;

import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.PostedEntry;
import dev.budgetledger.projection.generations.Generations;

/** Answers each question from one generation, whatever is served meanwhile: the ids of its lines are its own. */
final class ServedEntryReader implements EntryReader {

    private final EntryReader reader;
    private final Generations generations;

    ServedEntryReader(EntryReader reader, Generations generations) {
        this.reader = reader;
        this.generations = generations;
    }

    @Override
    public List<PostedEntry> entries(EntryRange stretch, EntryFilter selection, EntryPlace after, int limit) {
        return generations.inOne(() -> reader.entries(stretch, selection, after, limit));
    }

    @Override
    public List<PostedEntry> firstOfEachLine(EntryRange stretch, EntryFilter selection, int limit) {
        return generations.inOne(() -> reader.firstOfEachLine(stretch, selection, limit));
    }

    @Override
    public List<byte[]> envelopes(Collection<Long> positions) {
        return generations.inOne(() -> reader.envelopes(positions));
    }
}
