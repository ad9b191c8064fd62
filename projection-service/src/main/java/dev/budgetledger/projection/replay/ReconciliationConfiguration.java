package dev.budgetledger.projection.replay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.LineSumsReader;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.entries.jdbc.PlainLineSums;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.intake.KafkaLog;
import dev.budgetledger.projection.shards.Shard;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReconciliationSettings.class)
class ReconciliationConfiguration {

    @Bean
    ReconciliationStatus reconciliationStatus() {
        return new ReconciliationStatus();
    }

    @Bean
    ContinuousReconciliation continuousReconciliation(
            JdbcClient jdbc,
            DataSource source,
            Generations generations,
            Shard shard,
            CompletenessWatch watch,
            KafkaLog log,
            @Qualifier(BudgetReader.AS_STORED) BudgetReader reader,
            Templates templates,
            ReconciliationStatus status,
            ReconciliationSettings settings) {
        return new ContinuousReconciliation(
                jdbc,
                snapshot(source),
                generations,
                shard,
                watch,
                new WindowCheck(jdbc, shard, new HeadCheck(jdbc, log::vouchesFor)),
                new BudgetCheck(reader, oneByOne(jdbc, generations), templates),
                new GuardCheck(source, generations),
                status,
                settings);
    }

    private static TransactionTemplate snapshot(DataSource source) {
        TransactionTemplate snapshot = new TransactionTemplate(new DataSourceTransactionManager(source));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        return snapshot;
    }

    private static LineSumsReader oneByOne(JdbcClient jdbc, Generations generations) {
        PlainLineSums sums = new PlainLineSums(jdbc);
        return (budget, through) -> generations.inOne(() -> sums.read(budget, through));
    }

    @Bean
    HealthIndicator reconciliationHealthIndicator(ReconciliationStatus status, ReconciliationSettings settings) {
        return new ReconciliationHealthIndicator(status, settings, Clock.systemUTC());
    }

    @Bean
    MeterBinder reconciliationMeters(ReconciliationStatus status) {
        return registry -> {
            FunctionCounter.builder("projection.reconciliation.facts", status, ReconciliationStatus::facts)
                    .description("facts whose rows were derived again and compared")
                    .register(registry);
            FunctionCounter.builder("projection.reconciliation.tables", status, ReconciliationStatus::tables)
                    .description("disclosure tables that were summed again and compared")
                    .register(registry);
            Gauge.builder("projection.reconciliation.differences", status, each -> each.differences().size())
                    .description("places that are known to differ from what follows from the log")
                    .register(registry);
            Gauge.builder("projection.reconciliation.round.age", status, ReconciliationConfiguration::roundAge)
                    .baseUnit("seconds")
                    .description("since all had last been compared; no number before that")
                    .register(registry);
        };
    }

    private static double roundAge(ReconciliationStatus status) {
        return status.roundEndedAt()
                .map(at -> (double) Duration.between(at, Instant.now()).toSeconds())
                .orElse(Double.NaN);
    }
}
