package dev.budgetledger.projection.intake;

import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.publication.LedgerGate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KafkaProperties.class, LogSettings.class})
class IntakeConfiguration {

    @Bean
    IntakeStatus intakeStatus() {
        return new IntakeStatus();
    }

    @Bean
    IntakeLifecycle intakeLifecycle(
            KafkaProperties kafka,
            LogSettings log,
            JdbcClient jdbc,
            JdbcOperations operations,
            PlatformTransactionManager transactions,
            CompletenessWatch watch,
            IntakeStatus status) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        LedgerTree tree = new LedgerTree(jdbc, template, log.key());
        IntakeStore store = new IntakeStore(operations, template, tree);
        return new IntakeLifecycle(new Clients(kafka), store, watch, tree, status);
    }

    @Bean
    LedgerGate ledgerGate(KafkaProperties kafka, @Value("${projection.publish-wait:15s}") Duration wait) {
        return new LedgerCommands(new Clients(kafka), wait);
    }

    @Bean
    HealthIndicator intakeHealthIndicator(
            IntakeStatus status, CompletenessWatch watch, Proofs proofs, LogSettings log) {
        return new IntakeHealthIndicator(status, watch, proofs, log.key() != null);
    }
}
