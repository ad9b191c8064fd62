package dev.budgetledger.projection.desk;

import java.util.Objects;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.budgetledger.edge.SteadyClock;
import dev.budgetledger.projection.login.ConsoleSettings;

@Configuration(proxyBeanMethods = false)
class DeskConfiguration {

    @Bean
    @ConditionalOnProperty("console.ledger-url")
    LedgerHttp ledgerHttp(ConsoleSettings settings) {
        return new LedgerHttp(Objects.requireNonNull(settings.ledgerUrl()));
    }

    @Bean
    @ConditionalOnProperty("console.ledger-url")
    KeptUploads keptUploads() {
        return new KeptUploads(SteadyClock.ofThisProcess());
    }
}
