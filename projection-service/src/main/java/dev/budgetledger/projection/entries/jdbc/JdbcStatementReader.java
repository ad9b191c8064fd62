package dev.budgetledger.projection.entries.jdbc;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.StatementReader;

/** Reads statements out of the very bytes of their facts. */
public final class JdbcStatementReader implements StatementReader {

    private static final Comparator<Said> IN_ORDER = Comparator
            .comparing((Said said) -> said.fact().statement().content().part())
            .thenComparing(said -> Objects.requireNonNullElse(said.fact().key(), ""), JdbcStatementReader::byCodePoints);

    private final JdbcClient jdbc;

    public JdbcStatementReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Said> statements(BudgetId budget, AsOf asOf) {
        return jdbc.sql("""
                        select position, envelope from facts where position in (
                            select distinct on (part, key) position from statements
                            where stream = ? and effective_on <= ? and position <= ?
                            order by part, key, effective_on desc, position desc)""")
                .params(budget.stream(), asOf.effectiveOn(), asOf.position())
                .query((row, _) -> new Said(row.getLong(1), (Fact.StatementMade) Envelope.parse(row.getBytes(2)).fact()))
                .list()
                .stream()
                .sorted(IN_ORDER)
                .toList();
    }

    private static int byCodePoints(String one, String other) {
        for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return Integer.compare(one.codePointAt(i), other.codePointAt(i));
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
