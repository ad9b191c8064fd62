package dev.budgetledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.budgetledger.edge.InTime;
import dev.budgetledger.ledger.commands.kafka.CommandIntake;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.outbox.OutboxLag;
import dev.budgetledger.ledger.store.LedgerWriter;

/** What the service tells of itself by numbers, read from what is in memory; only how far Kafka has come is asked for, and kept. */
@Configuration(proxyBeanMethods = false)
class MeterConfiguration {

    private static final Duration KEPT_FOR = Duration.ofSeconds(1);

    @Bean
    MeterBinder writerMeters(LedgerWriter writer) {
        return registry -> {
            Gauge.builder("ledger.writer.since.progress", writer, each -> each.progress().sinceLast().toMillis() / 1000.0)
                    .baseUnit("seconds")
                    .description("since the last commit, or since the writer last found that it could commit")
                    .register(registry);
            FunctionCounter.builder("ledger.snapshots.discarded", writer, each -> each.snapshots().discarded())
                    .description("snapshots that were not believed and deleted")
                    .register(registry);
            Gauge.builder("ledger.snapshots.wrong", writer, each -> each.snapshots().wrong() == null ? 0 : 1)
                    .description("1 once a snapshot was wrong that this ledger had made")
                    .register(registry);
        };
    }

    @Bean
    MeterBinder logMeters(FactLog log) {
        return registry -> {
            Gauge.builder("ledger.log.position", log, each -> each.history().size())
                    .description("the last position of the log")
                    .register(registry);
            Gauge.builder("ledger.history.contradicted", log, each -> each.history().contradiction() == null ? 0 : 1)
                    .description("1 once the log is not the one that was signed: nothing is posted any more")
                    .register(registry);
        };
    }

    @Bean
    MeterBinder outboxMeters(DataSource dataSource, FactLog log) {
        InTime<OutboxLag> lag = new InTime<>(KEPT_FOR, () -> lag(dataSource, log));
        return registry -> {
            Gauge.builder("ledger.outbox.lag.facts", () -> lag.number(OutboxLag::facts))
                    .description("facts that are not in Kafka yet, whichever instance relays")
                    .register(registry);
            Gauge.builder("ledger.outbox.lag.seconds", () -> lag.number(now -> now.age().toMillis() / 1000.0))
                    .baseUnit("seconds")
                    .description("age of the first fact that is not in Kafka yet, 0 if all are")
                    .register(registry);
        };
    }

    private static OutboxLag lag(DataSource dataSource, FactLog log) {
        try (Connection connection = dataSource.getConnection()) {
            return OutboxLag.read(connection, log);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Bean
    MeterBinder commandIntakeMeters(CommandIntake intake) {
        return registry -> FunctionCounter.builder("ledger.dead.letters", intake, CommandIntake::deadLetters)
                .description("records of the topic of commands that were no command, and were dead-lettered")
                .register(registry);
    }

    @Bean
    MeterBinder storageMeters(StorageWatch watch) {
        return registry -> Gauge.builder("ledger.storage.left", watch, MeterConfiguration::left)
                .baseUnit("bytes")
                .description("room above the floor on the fullest disk; below 0 nothing is posted; no number if none is watched")
                .register(registry);
    }

    private static double left(StorageWatch watch) {
        return watch.tightest().map(place -> (double) place.spareBytes()).orElse(Double.NaN);
    }
}
