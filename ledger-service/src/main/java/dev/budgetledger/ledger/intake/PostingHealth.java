package dev.budgetledger.ledger.intake;

import java.sql.Connection;
import javax.sql.DataSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.store.LedgerWriter;

/** Up while what is posted can be recorded. */
@Component("posting")
class PostingHealth implements HealthIndicator {

    private final DataSource dataSource;
    private final FactLog log;
    private final LedgerWriter writer;

    PostingHealth(DataSource dataSource, FactLog log, LedgerWriter writer) {
        this.dataSource = dataSource;
        this.log = log;
        this.writer = writer;
    }

    @Override
    public Health health() {
        if (!writer.isAlive()) {
            return Health.down().withDetail("trouble", "the writer has stopped: restart the service").build();
        }
        try (Connection connection = dataSource.getConnection()) {
            return log.implausible(connection)
                    .map(trouble -> Health.down().withDetail("trouble", trouble).build())
                    .orElseGet(() -> Health.up().build());
        } catch (Exception fault) {
            return Health.down(fault).build();
        }
    }
}
