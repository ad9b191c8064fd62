package dev.budgetledger.projection.entries.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.DaySums;
import dev.budgetledger.projection.entries.LineSums;
import dev.budgetledger.projection.entries.LineSumsReader;
import dev.budgetledger.projection.entries.StreamSums;

/**
 * Adds lines up entry by entry: what the snapshots are held against. It takes the longer the older the log is, and nothing
 * is served from it.
 */
public final class PlainLineSums implements LineSumsReader {

    private static final String FACTS = """
            select position, effective_on, entries from stored_facts
            where stream = ? and sequence >= ? and sequence < ? and position <= ?""";

    private static final int FACTS_AT_A_TIME = 4096;

    private final JdbcClient jdbc;

    public PlainLineSums(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<LineSums> read(BudgetId budget, long through) {
        StreamSums.Builder sums = new StreamSums.Builder();
        int[] read = {FACTS_AT_A_TIME};
        for (long from = 0; read[0] == FACTS_AT_A_TIME; from += FACTS_AT_A_TIME) {
            read[0] = 0;
            jdbc.sql(FACTS).params(budget.stream(), from, from + FACTS_AT_A_TIME, through).query(row -> {
                read[0]++;
                EntriesOfFact.read(row, 1, sums::add);
            });
        }
        Map<Long, StreamSums.OfLine> ofLines = new HashMap<>();
        sums.build().lines().forEach(each -> ofLines.put(each.line(), each));
        return LineRow.byId(jdbc, budget).entrySet().stream()
                .map(each -> sums(each.getValue(), ofLines.get(each.getKey())))
                .toList();
    }

    private static LineSums sums(Line line, StreamSums.@Nullable OfLine sums) {
        return sums == null ? new LineSums(line, 0, List.of(DaySums.NONE)) : new LineSums(line, sums.entries(), List.of(sums.sums()));
    }
}
