package dev.budgetledger.projection.entries.jdbc;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.PostedEntry;
import dev.budgetledger.projection.entries.StoredEntry;

/**
 * The first entries of many lines in the order of the log, merged. Those of more than a few lines are looked for along the stream of the
 * budget, among so many postings as its lines would cost one by one. What these do not have comes line by line, as far as entries stand
 * together by line, and more only of those lines that may have others before the last that is wanted; and what is later than that, along the
 * stream again. So a page costs its length and the number of lines, not their product.
 */
final class EntryPages {

    /**
     * The next postings of a stream, in order, those of other days without their entries.
     *
     * @see EntriesOfFact
     */
    static final String ALONG = """
            select position, effective_on, case when effective_on > ? and effective_on <= ? then entries end
            from stored_facts where stream = ? and position >= ? and position <= ? and amount is not null order by position limit ?""";

    /** Fewer lines are read one by one. */
    private static final int LINES_ALONG_MIN = 16;

    private static final int POSTINGS_ALONG_MIN = 64;
    private static final int POSTINGS_ALONG_MAX = 4096;

    /** So many postings together cost about what the first entries of a line do, or some of each. */
    private static final int POSTINGS_PER_LINE = 8;
    private static final int POSTINGS_FOR_EACH_LINE = 2;

    private final JdbcClient jdbc;
    private final Map<Long, Line> lines;
    private final EntryRange stretch;
    private final EntryFilter selection;
    private final int limit;
    private final int ofEachLine;
    private final List<PostedEntry> found = new ArrayList<>();
    private final Map<Long, Integer> counts = new HashMap<>();
    private int linesWithAll;
    private EntryPlace from;
    private boolean ended;

    private EntryPages(
            JdbcClient jdbc, Map<Long, Line> lines, EntryRange stretch, EntryFilter selection, EntryPlace after, int limit, int ofEachLine) {
        this.jdbc = jdbc;
        this.lines = lines;
        this.stretch = stretch;
        this.selection = selection;
        this.limit = limit;
        this.ofEachLine = ofEachLine;
        this.from = after;
        this.ended = lines.isEmpty() || after.position() > stretch.through();
    }

    /** Those after a place, no more than this many. */
    static List<PostedEntry> read(
            JdbcClient jdbc, Map<Long, Line> lines, EntryRange stretch, EntryFilter selection, EntryPlace after, int limit) {
        return new EntryPages(jdbc, lines, stretch, selection, after, limit, Integer.MAX_VALUE).first();
    }

    /** Those after a place, of each line no more than this many. */
    static List<PostedEntry> firstOfEachLine(
            JdbcClient jdbc, Map<Long, Line> lines, EntryRange stretch, EntryFilter selection, EntryPlace after, int ofEachLine) {
        return new EntryPages(jdbc, lines, stretch, selection, after, Integer.MAX_VALUE, ofEachLine).first();
    }

    private List<PostedEntry> first() {
        if (lines.size() >= LINES_ALONG_MIN) {
            along((limit < Integer.MAX_VALUE ? POSTINGS_PER_LINE : POSTINGS_FOR_EACH_LINE) * (long) lines.size());
        }
        if (!isEnough()) {
            readByLine();
        }
        along(Long.MAX_VALUE);
        sort();
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    private boolean isEnough() {
        return ended || found.size() >= limit || linesWithAll == lines.size();
    }

    /** Reads on in the order of the log, no more than so many postings. */
    private void along(long most) {
        long left = most;
        int postings = Math.clamp(2L * Math.min(limit, lines.size()), POSTINGS_ALONG_MIN, POSTINGS_ALONG_MAX);
        while (left > 0 && !isEnough()) {
            along(postings);
            left -= postings;
            postings = Math.min(2 * postings, POSTINGS_ALONG_MAX);
        }
    }

    /** If there are fewer, no line has more. */
    private void along(int postings) {
        EntryPlace after = from;
        int[] count = new int[1];
        jdbc.sql(ALONG)
                .params(
                        Dates.storable(stretch.afterDate()),
                        Dates.storable(stretch.throughDate()),
                        stretch.budget().stream(),
                        after.position(),
                        stretch.through(),
                        postings)
                .query(row -> {
                    count[0]++;
                    from = new EntryPlace(row.getLong(1), Integer.MAX_VALUE);
                    EntriesOfFact.read(row, 1, each -> add(each, after));
                });
        ended = count[0] < postings;
    }

    /** As far as entries stand by line. */
    private void readByLine() {
        LinePages pages = new LinePages(jdbc, stretch.budget());
        long end = Math.min(pages.end(), stretch.through());
        EntryPlace after = from;
        if (after.position() > end) {
            return;
        }
        Map<Long, Long> open = new HashMap<>();
        lines.keySet().forEach(line -> open.put(line, after.position()));
        Map<Long, Long> wanted = wanted(open);
        for (int each = 1; !wanted.isEmpty(); each *= 2) {
            open.keySet().removeAll(wanted.keySet());
            open.putAll(pages.next(wanted, end, each, entry -> add(entry, after)));
            wanted = wanted(open);
        }
        from = new EntryPlace(end, Integer.MAX_VALUE);
    }

    /** Of those lines that may have others, each with the position from which, the ones of which there may be one that is asked for. */
    private Map<Long, Long> wanted(Map<Long, Long> open) {
        Map<Long, Long> wanted = new HashMap<>(open);
        wanted.keySet().removeIf(line -> counts.getOrDefault(line, 0) >= ofEachLine);
        if (found.size() >= limit) {
            sort();
            long last = found.get(limit - 1).place().position();
            wanted.values().removeIf(position -> position > last);
        }
        return wanted;
    }

    private void add(StoredEntry entry, EntryPlace after) {
        Line line = lines.get(entry.line());
        if (line != null
                && entry.place().compareTo(after) > 0
                && entry.effectiveOn().isAfter(stretch.afterDate())
                && !entry.effectiveOn().isAfter(stretch.throughDate())
                && selection.counts(entry.kind())
                && Objects.requireNonNull(selection.weights().get(line)).of(entry.kind().operation()) != 0) {
            int count = counts.merge(entry.line(), 1, Integer::sum);
            if (count <= ofEachLine) {
                found.add(posted(entry, line));
            }
            if (count == ofEachLine) {
                linesWithAll++;
            }
        }
    }

    private static PostedEntry posted(StoredEntry entry, Line line) {
        return new PostedEntry(
                entry.place(),
                entry.effectiveOn(),
                line,
                entry.kind().operation(),
                entry.kind().reversal(),
                entry.kind().frozen(),
                Money.ofFen(entry.fen()));
    }

    private void sort() {
        found.sort(Comparator.comparing(PostedEntry::place));
    }

    /** Dates as PostgreSQL can hold them. */
    static final class Dates {

        private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
        private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

        private Dates() {}

        /** The date, or the nearest that can be stored. */
        static LocalDate storable(LocalDate date) {
            return date.isBefore(FIRST_DAY) ? FIRST_DAY : date.isAfter(LAST_DAY) ? LAST_DAY : date;
        }
    }
}
