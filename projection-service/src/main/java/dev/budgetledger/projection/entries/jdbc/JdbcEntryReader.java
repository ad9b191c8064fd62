package dev.budgetledger.projection.entries.jdbc;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.PackedEnvelope;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.PostedEntry;

/** Reads entries from PostgreSQL. A page costs its length and the number of lines, whatever the age of the log. */
public final class JdbcEntryReader implements EntryReader {

    private final JdbcClient jdbc;

    private final @Nullable KeptSums kept;

    /** One that reads all that it needs each time. */
    public JdbcEntryReader(JdbcClient jdbc) {
        this(jdbc, null);
    }

    /** @param kept where lines of budgets are kept */
    JdbcEntryReader(JdbcClient jdbc, @Nullable KeptSums kept) {
        this.jdbc = jdbc;
        this.kept = kept;
    }

    @Override
    public List<PostedEntry> entries(EntryRange stretch, EntryFilter selection, EntryPlace after, int limit) {
        EntryPlace before = before(stretch);
        EntryPlace from = after.compareTo(before) > 0 ? after : before;
        return EntryPages.read(jdbc, linesOf(stretch, selection), stretch, selection, from, limit);
    }

    @Override
    public List<PostedEntry> firstOfEachLine(EntryRange stretch, EntryFilter selection, int limit) {
        return EntryPages.firstOfEachLine(
                jdbc, linesOf(stretch, selection), stretch, selection, before(stretch), limit);
    }

    private Map<Long, Line> linesOf(EntryRange stretch, EntryFilter selection) {
        Set<Line> wanted = selection.weights().keySet();
        Map<Long, Line> lines = new HashMap<>(Optional.ofNullable(kept)
                .map(each -> each.lines(stretch.budget(), wanted, () -> LineRow.byId(jdbc, stretch.budget())))
                .orElseGet(() -> LineRow.byId(jdbc, stretch.budget())));
        lines.values().retainAll(wanted);
        return lines;
    }

    private static EntryPlace before(EntryRange stretch) {
        return new EntryPlace(stretch.after(), Integer.MAX_VALUE);
    }

    @Override
    public List<byte[]> envelopes(Collection<Long> positions) {
        return jdbc.sql("select envelope from facts where position = any (?) and envelope is not null order by position")
                .param(positions.toArray(Long[]::new))
                .query((row, _) -> PackedEnvelope.unpack(row.getBytes(1)))
                .list();
    }
}
