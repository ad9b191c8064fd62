package dev.budgetledger.projection.entries.jdbc;

import java.time.Clock;
import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.StreamReader;

@Configuration(proxyBeanMethods = false)
class EntriesConfiguration {

    @Bean
    CompletenessWatch completenessWatch(JdbcClient jdbc) {
        return new CompletenessWatch(jdbc);
    }

    @Bean
    Proofs proofs(JdbcClient jdbc) {
        return new JdbcProofs(jdbc);
    }

    @Bean
    BudgetReader budgetReader(
            JdbcClient jdbc, CompletenessWatch watch, @Value("${projection.read-wait:5s}") Duration readWait) {
        return new JdbcBudgetReader(jdbc, watch, Clock.systemUTC(), readWait);
    }

    @Bean
    EntryReader entryReader(JdbcClient jdbc) {
        return new JdbcEntryReader(jdbc);
    }

    @Bean
    StreamReader streamReader(JdbcClient jdbc) {
        return new JdbcStreamReader(jdbc);
    }
}
