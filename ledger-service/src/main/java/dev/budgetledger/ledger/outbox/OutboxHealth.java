package dev.budgetledger.ledger.outbox;

import java.sql.Connection;
import javax.sql.DataSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.budgetledger.ledger.log.FactLog;

/** Ready while what is in the log comes to Kafka in time, whichever instance sees to it. */
@Component("outbox")
class OutboxHealth implements HealthIndicator {

    private final DataSource dataSource;
    private final FactLog log;
    private final OutboxRelay relay;

    OutboxHealth(DataSource dataSource, FactLog log, OutboxRelay relay) {
        this.dataSource = dataSource;
        this.log = log;
        this.relay = relay;
    }

    @Override
    public Health health() {
        try (Connection connection = dataSource.getConnection()) {
            OutboxLag lag = OutboxLag.read(connection, log);
            Health.Builder health = relay.isStopped()
                    ? Health.down()
                    : lag.isWithin(relay.within()) ? Health.up() : Health.outOfService();
            health.withDetail("position", lag.position())
                    .withDetail("relayed", lag.relayed())
                    .withDetail("lag", lag.facts())
                    .withDetail("lagSeconds", lag.age().toSeconds());
            if (!relay.topics().isEmpty()) {
                health.withDetail("topics", relay.topics());
            }
            if (!relay.trouble().isEmpty()) {
                health.withDetail("trouble", relay.trouble());
            }
            return health.build();
        } catch (Exception fault) {
            return Health.down(fault).build();
        }
    }
}
