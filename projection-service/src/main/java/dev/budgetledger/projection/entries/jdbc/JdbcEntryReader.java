package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.EntrySum;
import dev.budgetledger.projection.entries.LineSumsReader;
import dev.budgetledger.projection.entries.Operation;
import dev.budgetledger.projection.entries.PostedEntry;
import dev.budgetledger.projection.entries.Selection;
import dev.budgetledger.projection.entries.Stretch;
import dev.budgetledger.projection.entries.StretchSums;

/** Reads entries from PostgreSQL. A page costs its length and the number of lines, whatever the age of the log. */
public final class JdbcEntryReader implements EntryReader {

    /** The first entries of each line, from {@code entries_by_line}; of them the first of all. */
    static final String ENTRIES = """
            select e.line, e.position, e.ordinal, e.effective_on, e.operation, e.reversal, e.frozen, e.amount
            from unnest(?::bigint[], ?::bool[], ?::bool[]) as c (line, carried_out, others) cross join lateral (
                select * from entries e
                where e.line = c.line and (e.position, e.ordinal) > (?, ?) and e.position <= ?
                    and e.effective_on > ? and e.effective_on <= ?
                    and (? or e.operation = 'ALLOCATION') and (? or e.frozen = ?)
                    and case e.operation when 'CARRY_OUT' then c.carried_out else c.others end
                order by e.position, e.ordinal limit ?) e
            order by e.position, e.ordinal limit ?""";

    private final JdbcClient jdbc;
    private final LineSumsReader sums;

    public JdbcEntryReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.sums = new LineHistories(jdbc);
    }

    @Override
    public List<Line> lines(BudgetId budget) {
        return List.copyOf(LineRow.byId(jdbc, budget).values());
    }

    @Override
    public List<PostedEntry> entries(Stretch stretch, Selection selection, EntryPlace after, int limit) {
        Map<Long, Line> lines = LineRow.byId(jdbc, stretch.budget());
        lines.values().retainAll(selection.weights().keySet());
        if (lines.isEmpty()) {
            return List.of();
        }
        List<Boolean> carriedOut = new ArrayList<>();
        List<Boolean> others = new ArrayList<>();
        lines.values().forEach(line -> {
            Selection.Weight weight = Objects.requireNonNull(selection.weights().get(line));
            carriedOut.add(weight.carriedOut() != 0);
            others.add(weight.others() != 0);
        });
        EntryPlace before = new EntryPlace(stretch.after(), Integer.MAX_VALUE);
        EntryPlace from = after.compareTo(before) > 0 ? after : before;
        return jdbc.sql(ENTRIES)
                .params(
                        lines.keySet().toArray(Long[]::new),
                        carriedOut.toArray(Boolean[]::new),
                        others.toArray(Boolean[]::new),
                        from.position(),
                        from.ordinal(),
                        stretch.through(),
                        Dates.storable(stretch.afterDate()),
                        Dates.storable(stretch.throughDate()),
                        selection.basis() == Basis.ADJUSTED,
                        selection.amounts() == Amounts.ALL,
                        selection.amounts() == Amounts.FROZEN,
                        limit,
                        limit)
                .query((row, _) -> entry(row, lines))
                .list();
    }

    @Override
    public List<EntrySum> sums(Stretch stretch) {
        return StretchSums.of(stretch, sums);
    }

    @Override
    public List<byte[]> envelopes(Collection<Long> positions) {
        return jdbc.sql("select envelope from facts where position = any (?) order by position")
                .param(positions.toArray(Long[]::new))
                .query((row, _) -> row.getBytes(1))
                .list();
    }

    private static PostedEntry entry(ResultSet row, Map<Long, Line> lines) throws SQLException {
        return new PostedEntry(
                new EntryPlace(row.getLong("position"), row.getInt("ordinal")),
                row.getObject("effective_on", LocalDate.class),
                line(row, lines),
                Operation.valueOf(row.getString("operation")),
                row.getBoolean("reversal"),
                row.getBoolean("frozen"),
                Money.ofFen(row.getLong("amount")));
    }

    private static Line line(ResultSet row, Map<Long, Line> lines) throws SQLException {
        return Objects.requireNonNull(lines.get(row.getLong("line")));
    }
}
