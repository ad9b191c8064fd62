package dev.budgetledger.projection.entries.jdbc;

import java.util.Comparator;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.PackedEnvelope;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.StatementReader;

/** Reads statements out of the very bytes of their facts. */
public final class JdbcStatementReader implements StatementReader {

    private final JdbcClient jdbc;

    public JdbcStatementReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Said> statements(BudgetId budget, AsOf asOf) {
        return jdbc.sql("""
                        select envelope from facts join (
                            select distinct on (part, key, of_unit) key, of_unit, position from statements
                            where stream = ? and effective_on <= ? and position <= ?
                            order by part, key, of_unit, effective_on desc, position desc) as counting using (position)
                        order by key collate "C", of_unit collate "C\"""")
                .params(budget.stream(), asOf.effectiveOn(), asOf.position())
                .query((row, _) -> said(Envelope.parse(PackedEnvelope.unpack(row.getBytes(1)))))
                .list()
                .stream()
                .sorted(Comparator.comparing(said -> said.fact().statement().content().part()))
                .toList();
    }

    private static Said said(Envelope envelope) {
        return new Said(envelope.position(), envelope.recordedAt(), (Fact.StatementMade) envelope.fact());
    }
}
