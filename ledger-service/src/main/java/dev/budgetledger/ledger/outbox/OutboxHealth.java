package dev.budgetledger.ledger.outbox;

import java.sql.Connection;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.budgetledger.ledger.log.FactLog;

/** Ready while what is in the log comes to Kafka in time, whichever instance sees to it. */
@Component("outbox")
record OutboxHealth(DataSource dataSource, FactLog log, OutboxRelay relay) implements HealthIndicator {

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

    /** The {@link OutboxHealth} under the name that it had, for those who watch it by that; until the next release. */
    @Component("publishing")
    static final class FormerOutboxHealth implements HealthIndicator {

        private final HealthIndicator outbox;

        FormerOutboxHealth(@Qualifier("outbox") HealthIndicator outbox) {
            this.outbox = outbox;
        }

        @Override
        public @Nullable Health health() {
            return outbox.health();
        }
    }
}
