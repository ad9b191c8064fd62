package dev.budgetledger.projection.intake;

import java.time.LocalDate;
import java.util.function.Consumer;

import dev.budgetledger.projection.entries.DaySums;
import dev.budgetledger.projection.entries.EntryKind;
import dev.budgetledger.projection.entries.jdbc.LineHistories;
import dev.budgetledger.projection.entries.jdbc.LineHistory;

/**
 * The sums of a line as they grow, fact by fact, and when they are to be kept: with the fact that fills a page of
 * {@link #ENTRIES_PER_SNAPSHOT} entries those since the last full book, with the fact that fills a book of {@link #ENTRIES_PER_FULL_SNAPSHOT} all of them.
 * So the summaries of a line follow from its entries alone, whatever batches they came in.
 */
public final class LineSnapshotBuilder {

    /** The level of a summary of all entries. */
    static final int ALL = 2;
    /** The level of a summary of those since the last of all. */
    static final int SINCE = 1;

    static final int ENTRIES_PER_SNAPSHOT = 16;
    static final int ENTRIES_PER_FULL_SNAPSHOT = LineHistories.ENTRIES_PER_FULL_SNAPSHOT;

    private final long line;
    private long entries;
    private long added;
    private DaySums all;
    private DaySums since;
    private DaySums.Builder rest;

    public LineSnapshotBuilder(long line, LineHistory history) {
        this.line = line;
        this.entries = history.entries();
        this.all = history.all();
        this.since = history.since();
        this.rest = new DaySums.Builder(history.rest());
    }

    /** How many entries the line has. */
    long entries() {
        return entries;
    }

    /** Of those after the last page. */
    DaySums.Builder rest() {
        return rest;
    }

    /** Whether a line of this many entries fills a page with some more. */
    static boolean fillsPage(long entries, long more) {
        return (entries + more) / ENTRIES_PER_SNAPSHOT > entries / ENTRIES_PER_SNAPSHOT;
    }

    public void add(EntryKind kind, LocalDate effectiveOn, long fen) {
        rest.add(kind, effectiveOn, fen);
        added++;
    }

    /** All entries of the line in the fact at a position have been added. */
    public void endOfFact(long position, Consumer<LineSnapshot> kept) {
        long before = entries;
        entries += added;
        boolean fillsPage = fillsPage(before, added);
        added = 0;
        if (!fillsPage) {
            return;
        }
        since = since.plus(rest.build());
        rest = new DaySums.Builder();
        boolean fillsBook = entries / ENTRIES_PER_FULL_SNAPSHOT > before / ENTRIES_PER_FULL_SNAPSHOT;
        if (fillsBook) {
            all = all.plus(since);
            since = DaySums.NONE;
        }
        kept.accept(new LineSnapshot(line, position, entries, fillsBook ? ALL : SINCE, fillsBook ? all : since));
    }
}
