package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.DaySums;
import dev.budgetledger.projection.entries.EntryKind;
import dev.budgetledger.projection.entries.LineSums;
import dev.budgetledger.projection.entries.LineSumsReader;
import dev.budgetledger.projection.entries.Operation;

/**
 * Adds lines up from their summaries and the few entries after these: a line costs the same, however many entries it has and
 * wherever the position and the day fall. A summary that is not there costs time and changes nothing.
 */
public final class LineHistories implements LineSumsReader {

    /**
     * PostgreSQL reads of a page of the index whatever lies before a position, though the last is all that is wanted: so the last
     * summary of all is looked for among those of late first. The offsets keep the planner to one question a line.
     */
    private static final String SUMMARIES = """
            select c.line, a.position, a.entries, a.sums, s.position, s.entries, s.sums, c.*
            from (%%s) c
                cross join lateral (
                    select coalesce(
                        (select position from line_snapshots
                            where line = c.line and level = 2 and position <= ? and position > ?
                            order by position desc limit 1),
                        (select position from line_snapshots
                            where line = c.line and level = 2 and position <= ?
                            order by position desc limit 1)) as position
                    offset 0) b
                left join lateral (
                    select position, entries, sums from line_snapshots
                    where line = c.line and level = 2 and position = b.position
                    offset 0) a on true
                left join lateral (
                    select position, entries, sums from line_snapshots
                    where line = c.line and level = 1 and position <= ? and position > coalesce(b.position, 0)
                        and entries / %1$d = coalesce(a.entries, 0) / %1$d -- else the one of all before it is missing
                    order by position desc limit 1) s on true""".formatted(LineHistories.ENTRIES_PER_FULL_SNAPSHOT);

    private static final String OF_LINES = SUMMARIES.formatted("select unnest(?::bigint[]) as line");
    private static final String OF_BUDGET =
            SUMMARIES.formatted("select id as line, " + LineRow.SELECTED + " from lines where stream = ?");

    /** With the entry that fills this many a summary of all is kept. */
    public static final int ENTRIES_PER_FULL_SNAPSHOT = 256;

    /** The part of the log that is of late. */
    private static final int OF_LATE = 64;

    /** The offset keeps the planner to one question a line: a plan made while there are few entries would read all of them. */
    static final String REST = """
            select e.line, e.effective_on, e.operation, e.reversal, e.frozen, e.amount
            from unnest(?::bigint[], ?::bigint[]) as c (line, after) cross join lateral (
                select line, effective_on, operation, reversal, frozen, amount from entries
                where line = c.line and position > c.after and position <= ?
                offset 0) e""";

    private final JdbcClient jdbc;

    public LineHistories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<LineSums> read(BudgetId budget, long through) {
        Map<Long, Line> lines = new HashMap<>();
        Map<Long, Summarised> summarised =
                summarised(OF_BUDGET, budget.stream(), through, row -> lines.put(row.getLong(1), LineRow.read(row, 9)));
        return withRest(summarised, through).entrySet().stream()
                .map(each -> each.getValue().of(Objects.requireNonNull(lines.get(each.getKey()))))
                .toList();
    }

    /** The histories of lines up to a position. */
    public Map<Long, LineHistory> read(Collection<Long> lines, long through) {
        return withRest(ofLines(lines, through), through);
    }

    private Map<Long, LineHistory> withRest(Map<Long, Summarised> summarised, long through) {
        if (!summarised.isEmpty()) {
            jdbc.sql(REST)
                    .params(
                            summarised.keySet().toArray(Long[]::new),
                            summarised.values().stream().map(each -> each.position).toArray(Long[]::new),
                            through)
                    .query(row -> {
                        Objects.requireNonNull(summarised.get(row.getLong(1))).add(row);
                    });
        }
        return histories(summarised);
    }

    /** The histories of lines up to the last summary of each. */
    public Map<Long, LineHistory> readSummaries(Collection<Long> lines) {
        return histories(ofLines(lines, Long.MAX_VALUE));
    }

    private Map<Long, Summarised> ofLines(Collection<Long> lines, long through) {
        return lines.isEmpty() ? Map.of() : summarised(OF_LINES, lines.toArray(Long[]::new), through, _ -> {});
    }

    /** @param each is given every row too */
    private Map<Long, Summarised> summarised(String question, Object of, long through, RowCallbackHandler each) {
        Map<Long, Summarised> summarised = new HashMap<>();
        long ofLate = through - through / OF_LATE;
        jdbc.sql(question).params(of, through, ofLate, ofLate, through).query(row -> {
            summarised.put(row.getLong(1), Summarised.of(row));
            each.processRow(row);
        });
        return summarised;
    }

    private static Map<Long, LineHistory> histories(Map<Long, Summarised> summarised) {
        Map<Long, LineHistory> histories = new HashMap<>();
        summarised.forEach((line, each) -> histories.put(line, each.history()));
        return histories;
    }

    /** Up to where there are summaries, and what comes after. */
    private static final class Summarised {

        private final long position;
        private final DaySums all;
        private final DaySums since;
        private final DaySums.Builder rest = new DaySums.Builder();
        private long entries;

        private Summarised(long position, long entries, DaySums all, DaySums since) {
            this.position = position;
            this.entries = entries;
            this.all = all;
            this.since = since;
        }

        static Summarised of(ResultSet row) throws SQLException {
            boolean partly = row.getLong(5) > 0;
            return new Summarised(
                    row.getLong(partly ? 5 : 2), row.getLong(partly ? 6 : 3), sums(row, 4), sums(row, 7));
        }

        private static DaySums sums(ResultSet row, int column) throws SQLException {
            byte[] stored = row.getBytes(column);
            return stored == null ? DaySums.NONE : DaySums.of(stored);
        }

        void add(ResultSet row) throws SQLException {
            entries++;
            rest.add(
                    new EntryKind(Operation.valueOf(row.getString(3)), row.getBoolean(4), row.getBoolean(5)),
                    row.getObject(2, LocalDate.class),
                    row.getLong(6));
        }

        LineHistory history() {
            return new LineHistory(entries, all, since, rest.build());
        }
    }
}
