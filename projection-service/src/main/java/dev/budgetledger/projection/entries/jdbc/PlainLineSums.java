package dev.budgetledger.projection.entries.jdbc;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.DaySums;
import dev.budgetledger.projection.entries.EntryKind;
import dev.budgetledger.projection.entries.LineSums;
import dev.budgetledger.projection.entries.LineSumsReader;

/**
 * Adds lines up entry by entry: what the snapshots are held against. It takes the longer the older the log is, and nothing
 * is served from it.
 */
public final class PlainLineSums implements LineSumsReader {

    private final JdbcClient jdbc;

    public PlainLineSums(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<LineSums> read(BudgetId budget, long through) {
        Map<Long, Line> lines = LineRow.byId(jdbc, budget);
        Map<Long, DaySums.Builder> sums = new HashMap<>();
        Map<Long, Long> entries = new HashMap<>();
        lines.keySet().forEach(line -> sums.put(line, new DaySums.Builder()));
        jdbc.sql("""
                        select line, effective_on, kind, sum(amount), count(*) from entries
                        where line = any (?) and position <= ? group by 1, 2, 3""")
                .params(lines.keySet().toArray(Long[]::new), through)
                .query(row -> {
                    DaySums.Builder ofLine = Objects.requireNonNull(sums.get(row.getLong(1)));
                    ofLine.add(
                            EntryKind.ofCode(row.getInt(3)),
                            row.getObject(2, LocalDate.class),
                            row.getBigDecimal(4).longValueExact());
                    entries.merge(row.getLong(1), row.getLong(5), Long::sum);
                });
        return lines.entrySet().stream()
                .map(each -> new LineSums(
                        each.getValue(),
                        entries.getOrDefault(each.getKey(), 0L),
                        List.of(Objects.requireNonNull(sums.get(each.getKey())).build())))
                .toList();
    }
}
