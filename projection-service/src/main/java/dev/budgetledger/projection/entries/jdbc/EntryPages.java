package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
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
import dev.budgetledger.projection.entries.EntryKind;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.PostedEntry;

/**
 * The first entries of many lines in the order of the log, merged. Those of more than a few lines are looked for along the stream of the
 * budget, among so many postings as its lines would cost one by one. What these do not have comes line by line: of each a few entries, and
 * more only of those lines that may have others before the last that is wanted. So a page costs its length and the number of lines, not
 * their product.
 */
final class EntryPages {

    /** Some entries of each line after a place of its own, from {@code entries_by_line}. */
    static final String ENTRIES = """
            select e.line, e.position, e.ordinal, e.effective_on, e.kind, e.amount
            from unnest(?::bigint[], ?::bool[], ?::bool[], ?::bool[], ?::bigint[], ?::int[])
                    as c (line, allocated, carried_out, others, position, ordinal) cross join lateral (
                select * from entries e
                where e.line = c.line and (e.position, e.ordinal) > (c.position, c.ordinal) and e.position <= ?
                    and e.effective_on > ? and e.effective_on <= ?
                    and e.kind = any (?)
                    and case e.operation when 'ALLOCATION' then c.allocated when 'CARRY_OUT' then c.carried_out else c.others end
                order by e.position, e.ordinal limit ?) e""";

    /**
     * The entries of the next postings of a stream, how many postings that are, and the last of them. The offset keeps the planner to one
     * question a posting, and from the index by line.
     */
    static final String ALONG = """
            with looked_at as materialized (
                select position from postings where stream = ? and position >= ? and position <= ? order by position limit ?)
            select e.*, l.postings, l.last from (select count(*) as postings, max(position) as last from looked_at) l
                left join lateral (
                    select e.* from looked_at p cross join lateral (
                        select line, position, ordinal, effective_on, kind, amount from entries
                        where position = p.position
                        offset 0) e
                    where e.line is not null and e.effective_on > ? and e.effective_on <= ?
                        and e.kind = any (?)) e on true""";

    private static final int ENTRIES_PER_LINE_MIN = 4;

    /** Fewer lines are read one by one. */
    private static final int LINES_ALONG_MIN = 16;

    private static final int POSTINGS_ALONG_MIN = 64;

    /** So many postings together cost about what the first entries of a line do. */
    private static final int POSTINGS_PER_LINE = 8;

    private final JdbcClient jdbc;
    private final Map<Long, Line> lines;
    private final EntryRange stretch;
    private final EntryFilter selection;
    private final Map<Long, EntryPlace> open = new HashMap<>();
    private final List<PostedEntry> found = new ArrayList<>();

    private EntryPages(
            JdbcClient jdbc, Map<Long, Line> lines, EntryRange stretch, EntryFilter selection, EntryPlace after) {
        this.jdbc = jdbc;
        this.lines = lines;
        this.stretch = stretch;
        this.selection = selection;
        lines.keySet().forEach(line -> open.put(line, after));
    }

    /** Those after a place, no more than this many. */
    static List<PostedEntry> read(
            JdbcClient jdbc, Map<Long, Line> lines, EntryRange stretch, EntryFilter selection, EntryPlace after, int limit) {
        return new EntryPages(jdbc, lines, stretch, selection, after).first(after, limit);
    }

    /** Those after a place, of each line no more than this many. */
    static List<PostedEntry> firstOfEachLine(
            JdbcClient jdbc, Map<Long, Line> lines, EntryRange stretch, EntryFilter selection, EntryPlace after, int limit) {
        EntryPages pages = new EntryPages(jdbc, lines, stretch, selection, after);
        pages.read(Map.copyOf(pages.open), limit);
        pages.found.sort(Comparator.comparing(PostedEntry::place));
        return List.copyOf(pages.found);
    }

    private List<PostedEntry> first(EntryPlace after, int limit) {
        if (lines.size() >= LINES_ALONG_MIN) {
            lookAlong(after, limit);
        }
        Map<Long, EntryPlace> wanted = wanted(limit);
        for (int each = ENTRIES_PER_LINE_MIN + 2 * limit / Math.max(1, open.size()); !wanted.isEmpty(); each *= 2) {
            read(wanted, each);
            wanted = wanted(limit);
        }
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    /** The lines that may have one of the first so many after what was read of them. */
    private Map<Long, EntryPlace> wanted(int limit) {
        found.sort(Comparator.comparing(PostedEntry::place));
        Map<Long, EntryPlace> wanted = new HashMap<>(open);
        if (found.size() >= limit) {
            EntryPlace last = found.get(limit - 1).place();
            wanted.values().removeIf(place -> place.compareTo(last) >= 0);
        }
        return wanted;
    }

    private void lookAlong(EntryPlace after, int limit) {
        EntryPlace from = after;
        long left = (long) POSTINGS_PER_LINE * lines.size();
        for (int postings = Math.max(POSTINGS_ALONG_MIN, 2 * limit); found.size() < limit && left > 0 && !open.isEmpty(); postings *= 2) {
            from = along(from, postings);
            left -= postings;
        }
    }

    /** Reads the entries of the next postings; if there are fewer, no line has more. Answers what was read up to. */
    private EntryPlace along(EntryPlace from, int postings) {
        long[] end = new long[2];
        jdbc.sql(ALONG)
                .params(
                        stretch.budget().stream(),
                        from.position(),
                        stretch.through(),
                        postings,
                        Dates.storable(stretch.afterDate()),
                        Dates.storable(stretch.throughDate()),
                        kinds())
                .query(row -> {
                    end[0] = row.getLong(7);
                    end[1] = row.getLong(8);
                    if (lines.containsKey(row.getLong(1))) {
                        PostedEntry entry = entry(row);
                        if (entry.place().compareTo(from) > 0 && weight(entry.line()).of(entry.operation()) != 0) {
                            found.add(entry);
                        }
                    }
                });
        EntryPlace last = new EntryPlace(end[1], Integer.MAX_VALUE);
        if (end[0] < postings) {
            open.clear();
        } else {
            open.replaceAll((_, _) -> last);
        }
        return last;
    }

    private EntryFilter.Weight weight(Line line) {
        return Objects.requireNonNull(selection.weights().get(line));
    }

    /** Reads on in some lines; one that has fewer has no more. */
    private void read(Map<Long, EntryPlace> from, int each) {
        Map<Long, Integer> counts = new HashMap<>();
        List<Long> ids = List.copyOf(from.keySet());
        List<EntryFilter.Weight> weights = ids.stream()
                .map(id -> weight(Objects.requireNonNull(lines.get(id))))
                .toList();
        jdbc.sql(ENTRIES)
                .params(
                        ids.toArray(Long[]::new),
                        weights.stream().map(weight -> weight.allocated() != 0).toArray(Boolean[]::new),
                        weights.stream().map(weight -> weight.carriedOut() != 0).toArray(Boolean[]::new),
                        weights.stream().map(weight -> weight.others() != 0).toArray(Boolean[]::new),
                        ids.stream().map(id -> place(from, id).position()).toArray(Long[]::new),
                        ids.stream().map(id -> place(from, id).ordinal()).toArray(Integer[]::new),
                        stretch.through(),
                        Dates.storable(stretch.afterDate()),
                        Dates.storable(stretch.throughDate()),
                        kinds(),
                        each)
                .query(row -> {
                    PostedEntry entry = entry(row);
                    found.add(entry);
                    counts.merge(row.getLong(1), 1, Integer::sum);
                    open.merge(row.getLong(1), entry.place(), (one, other) -> one.compareTo(other) > 0 ? one : other);
                });
        open.keySet().removeIf(line -> from.containsKey(line) && counts.getOrDefault(line, 0) < each);
    }

    private static EntryPlace place(Map<Long, EntryPlace> places, Long line) {
        return Objects.requireNonNull(places.get(line));
    }

    /** The codes of those that are selected. */
    private Integer[] kinds() {
        return EntryKind.ALL.stream().filter(selection::counts).map(EntryKind::code).toArray(Integer[]::new);
    }

    private PostedEntry entry(ResultSet row) throws SQLException {
        EntryKind kind = EntryKind.ofCode(row.getInt(5));
        return new PostedEntry(
                new EntryPlace(row.getLong(2), row.getInt(3)),
                row.getObject(4, LocalDate.class),
                Objects.requireNonNull(lines.get(row.getLong(1))),
                kind.operation(),
                kind.reversal(),
                kind.frozen(),
                Money.ofFen(row.getLong(6)));
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
