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
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.Operation;
import dev.budgetledger.projection.entries.PostedEntry;

/**
 * The first entries of many lines in the order of the log, merged. Of each line a few are read, and more only of those lines
 * that may have others before the last that is wanted: a page costs its length and the number of lines, not their product.
 */
final class EntryPages {

    /** Some entries of each line after a place of its own, from {@code entries_by_line}. */
    static final String ENTRIES = """
            select e.line, e.position, e.ordinal, e.effective_on, e.operation, e.reversal, e.frozen, e.amount
            from unnest(?::bigint[], ?::bool[], ?::bool[], ?::bool[], ?::bigint[], ?::int[])
                    as c (line, allocated, carried_out, others, position, ordinal) cross join lateral (
                select * from entries e
                where e.line = c.line and (e.position, e.ordinal) > (c.position, c.ordinal) and e.position <= ?
                    and e.effective_on > ? and e.effective_on <= ?
                    and (? or e.operation = 'ALLOCATION') and (? or e.frozen = ?)
                    and case e.operation when 'ALLOCATION' then c.allocated when 'CARRY_OUT' then c.carried_out else c.others end
                order by e.position, e.ordinal limit ?) e""";

    private static final int ENTRIES_PER_LINE_MIN = 4;

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
        return new EntryPages(jdbc, lines, stretch, selection, after).first(limit);
    }

    /** Those after a place, of each line no more than this many. */
    static List<PostedEntry> firstOfEachLine(
            JdbcClient jdbc, Map<Long, Line> lines, EntryRange stretch, EntryFilter selection, EntryPlace after, int limit) {
        EntryPages pages = new EntryPages(jdbc, lines, stretch, selection, after);
        pages.read(Map.copyOf(pages.open), limit);
        pages.found.sort(Comparator.comparing(PostedEntry::place));
        return List.copyOf(pages.found);
    }

    private List<PostedEntry> first(int limit) {
        Map<Long, EntryPlace> wanted = Map.copyOf(open);
        for (int each = ENTRIES_PER_LINE_MIN + 2 * limit / Math.max(1, open.size()); !wanted.isEmpty(); each *= 2) {
            read(wanted, each);
            found.sort(Comparator.comparing(PostedEntry::place));
            wanted = new HashMap<>(open);
            if (found.size() >= limit) {
                EntryPlace last = found.get(limit - 1).place();
                wanted.values().removeIf(place -> place.compareTo(last) >= 0);
            }
        }
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    /** Reads on in some lines; one that has fewer has no more. */
    private void read(Map<Long, EntryPlace> from, int each) {
        Map<Long, Integer> counts = new HashMap<>();
        List<Long> ids = List.copyOf(from.keySet());
        List<EntryFilter.Weight> weights = ids.stream()
                .map(id -> Objects.requireNonNull(selection.weights().get(lines.get(id))))
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
                        selection.basis() == Basis.ADJUSTED,
                        selection.amounts() == Amounts.ALL,
                        selection.amounts() == Amounts.FROZEN,
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

    private PostedEntry entry(ResultSet row) throws SQLException {
        return new PostedEntry(
                new EntryPlace(row.getLong(2), row.getInt(3)),
                row.getObject(4, LocalDate.class),
                Objects.requireNonNull(lines.get(row.getLong(1))),
                Operation.valueOf(row.getString(5)),
                row.getBoolean(6),
                row.getBoolean(7),
                Money.ofFen(row.getLong(8)));
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
