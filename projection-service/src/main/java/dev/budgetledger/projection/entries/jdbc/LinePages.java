package dev.budgetledger.projection.entries.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.entries.LineEntries;
import dev.budgetledger.projection.entries.StoredEntry;

/** The entries of single lines of a budget as they stand by line, together for each {@link StreamHistories#FACTS_PER_MIDDLE_SNAPSHOT} facts. */
final class LinePages {

    /** Of all lines, at a time; of each at least one. */
    private static final int PAGES_MAX = 2048;

    /** Some of each line, from a position of its own. */
    static final String PAGES = """
            select c.line, p.position, p.entries from unnest(?::bigint[], ?::bigint[]) c (line, position) cross join lateral (
                select position, entries from line_entries where line = c.line and position >= c.position
                order by position limit ?) p""";

    private static final String BACK = """
            select position, entries from line_entries where line = ? and position <= ? order by position desc limit ?""";

    private static final int PAGES_OF_A_LINE_MIN = 4;
    private static final int PAGES_OF_A_LINE_MAX = 256;

    private final JdbcClient jdbc;
    private final BudgetId budget;

    LinePages(JdbcClient jdbc, BudgetId budget) {
        this.jdbc = jdbc;
        this.budget = budget;
    }

    /** Up to which position the entries of all lines of the budget stand so, 0 if none do: those of later facts stand with these only. */
    long end() {
        return jdbc.sql("""
                        select position from stream_snapshots where stream = ? and facts % ? = 0 and (select complete from summarised)
                        order by facts desc limit 1""")
                .params(budget.stream(), StreamHistories.FACTS_PER_MIDDLE_SNAPSHOT)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /**
     * Reads on in some lines.
     *
     * @param from line by line the position from which
     * @param through up to this position
     * @param pages of each line, fewer if there are many lines
     * @param each gets what is read, of each line in order, and from the first page of a line also what is before its position
     * @return the lines that may have more, each with the position from which
     */
    Map<Long, Long> next(Map<Long, Long> from, long through, int pages, Consumer<StoredEntry> each) {
        int most = Math.clamp(PAGES_MAX / from.size(), 1, pages);
        List<Long> ids = List.copyOf(from.keySet());
        Map<Long, Integer> counts = new HashMap<>();
        Map<Long, Long> more = new HashMap<>();
        jdbc.sql(PAGES)
                .params(ids.toArray(Long[]::new), ids.stream().map(from::get).toArray(Long[]::new), most)
                .query(row -> {
                    long line = row.getLong(1);
                    long end = row.getLong(2);
                    LineEntries.of(line, row.getBytes(3)).stream().filter(entry -> entry.position() <= through).forEach(each);
                    if (counts.merge(line, 1, Integer::sum) == most && end < through) {
                        more.put(line, end + 1);
                    }
                });
        return more;
    }

    /**
     * The first positions in the order of the log at which one line has entries, no more than so many.
     *
     * @param after after this position
     * @param through up to this one, which is not after the {@link #end}
     */
    List<Long> firstPositions(long line, long after, long through, int most) {
        List<Long> found = new ArrayList<>();
        Map<Long, Long> from = Map.of(line, after + 1);
        for (int pages = PAGES_OF_A_LINE_MIN; !from.isEmpty() && found.size() < most; pages = Math.min(2 * pages, PAGES_OF_A_LINE_MAX)) {
            from = next(from, through, pages, entry -> {
                if (entry.position() > after) {
                    addOnce(found, entry.position());
                }
            });
        }
        return found.subList(0, Math.min(most, found.size()));
    }

    /** The same from the last back. */
    List<Long> lastPositions(long line, long after, long through, int most) {
        List<Long> found = new ArrayList<>();
        long[] from = {jdbc.sql("select coalesce(min(position), 0) from line_entries where line = ? and position >= ?")
                .params(line, through)
                .query(Long.class)
                .single()};
        from[0] = from[0] == 0 ? through : from[0];
        boolean more = true;
        for (int pages = PAGES_OF_A_LINE_MIN; more && found.size() < most; pages = Math.min(2 * pages, PAGES_OF_A_LINE_MAX)) {
            int[] count = new int[1];
            jdbc.sql(BACK).params(line, from[0], pages).query(row -> {
                count[0]++;
                from[0] = row.getLong(1) - 1;
                for (StoredEntry each : LineEntries.of(line, row.getBytes(2)).reversed()) {
                    if (each.position() > after && each.position() <= through) {
                        addOnce(found, each.position());
                    }
                }
            });
            more = count[0] == pages && from[0] > after;
        }
        return found.subList(0, Math.min(most, found.size()));
    }

    private static void addOnce(List<Long> found, long position) {
        if (found.isEmpty() || found.getLast() != position) {
            found.add(position);
        }
    }
}
