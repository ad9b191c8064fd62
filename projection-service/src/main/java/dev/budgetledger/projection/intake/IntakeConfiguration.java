package dev.budgetledger.projection.intake;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
class IntakeConfiguration {

    @Bean
    IntakeStatus intakeStatus() {
        return new IntakeStatus();
    }

    @Bean
    IntakeLifecycle intakeLifecycle(
            KafkaProperties kafka,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            CompletenessWatch watch,
            IntakeStatus status) {
        IntakeStore store = new IntakeStore(jdbc, new TransactionTemplate(transactions));
        return new IntakeLifecycle(new Clients(kafka), store, watch, status);
    }

    @Bean
    HealthIndicator intakeHealthIndicator(IntakeStatus status, CompletenessWatch watch) {
        return new IntakeHealthIndicator(status, watch);
    }
}
