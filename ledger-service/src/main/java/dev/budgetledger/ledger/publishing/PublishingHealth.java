package dev.budgetledger.ledger.publishing;

import java.sql.Connection;
import javax.sql.DataSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.budgetledger.ledger.log.FactLog;

/** Ready while what is in the log comes to Kafka in time, whichever instance sees to it. */
@Component("publishing")
class PublishingHealth implements HealthIndicator {

    private final DataSource dataSource;
    private final FactLog log;
    private final FactPublisher publisher;

    PublishingHealth(DataSource dataSource, FactLog log, FactPublisher publisher) {
        this.dataSource = dataSource;
        this.log = log;
        this.publisher = publisher;
    }

    @Override
    public Health health() {
        try (Connection connection = dataSource.getConnection()) {
            PublishingLag lag = PublishingLag.read(connection, log);
            Health.Builder health = publisher.isStopped()
                    ? Health.down()
                    : lag.isWithin(publisher.within()) ? Health.up() : Health.outOfService();
            health.withDetail("position", lag.position())
                    .withDetail("published", lag.published())
                    .withDetail("lag", lag.facts())
                    .withDetail("lagSeconds", lag.age().toSeconds());
            if (!publisher.topics().isEmpty()) {
                health.withDetail("topics", publisher.topics());
            }
            if (!publisher.trouble().isEmpty()) {
                health.withDetail("trouble", publisher.trouble());
            }
            return health.build();
        } catch (Exception fault) {
            return Health.down(fault).build();
        }
    }
}
