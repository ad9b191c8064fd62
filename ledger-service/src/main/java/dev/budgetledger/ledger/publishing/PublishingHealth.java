package dev.budgetledger.ledger.publishing;

import java.sql.Connection;
import javax.sql.DataSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.budgetledger.ledger.log.FactLog;

/** Ready once what is in the log is in Kafka, or another instance sees to it. */
@Component("publishing")
class PublishingHealth implements HealthIndicator {

    /** A busy ledger is always a little ahead of Kafka. */
    private static final long TOLERATED_LAG = 10_000;

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
            long last = log.lastPosition(connection);
            // The mark in the database: whichever instance publishes.
            long published = new PublicationMark().read(connection);
            boolean caughtUp = last - published <= TOLERATED_LAG;
            Health.Builder health =
                    publisher.isStopped() ? Health.down() : caughtUp ? Health.up() : Health.outOfService();
            health.withDetail("position", last).withDetail("published", published);
            if (!publisher.trouble().isEmpty()) {
                health.withDetail("trouble", publisher.trouble());
            }
            return health.build();
        } catch (Exception fault) {
            return Health.down(fault).build();
        }
    }
}
