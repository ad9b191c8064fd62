package dev.budgetledger.projection.publication;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.PackedEnvelope;

/** Reads publications out of the very bytes of their facts. */
@Component
public class JdbcPublicationReader implements PublicationReader {

    private final JdbcClient jdbc;

    public JdbcPublicationReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<LoggedPublication> of(BudgetId budget) {
        return jdbc.sql("""
                        select f.envelope from publications p join facts f on f.position = p.position
                        where p.stream = ? order by p.number""")
                .param(budget.stream())
                .query((row, _) -> LoggedPublication.of(Envelope.parse(PackedEnvelope.unpack(row.getBytes(1)))))
                .list();
    }
}
