package dev.budgetledger.projection.entries.jdbc;

import java.time.Clock;
import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.entries.BudgetDirectory;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.StreamReader;
import dev.budgetledger.projection.generations.Generations;

@Configuration(proxyBeanMethods = false)
class EntriesConfiguration {

    @Bean
    CompletenessWatch completenessWatch(JdbcClient jdbc, Generations generations) {
        return new CompletenessWatch(jdbc, generations::refresh);
    }

    @Bean
    Proofs proofs(JdbcClient jdbc) {
        return new JdbcProofs(jdbc);
    }

    @Bean
    BudgetReader budgetReader(
            JdbcClient jdbc,
            CompletenessWatch watch,
            Generations generations,
            @Value("${projection.read-wait:10s}") Duration readWait,
            @Value("${projection.behind-after:5s}") Duration behindAfter) {
        BudgetReader reader = new JdbcBudgetReader(
                jdbc, watch, Clock.systemUTC(), readWait, () -> generations.kept().number(),
                lag -> lag.stopped() || lag.seconds() > behindAfter.toSeconds());
        return new ServedBudgetReader(reader, generations);
    }

    @Bean
    EntryReader entryReader(JdbcClient jdbc, Generations generations) {
        return new ServedEntryReader(new JdbcEntryReader(jdbc), generations);
    }

    @Bean
    BudgetDirectory budgetDirectory(JdbcClient jdbc) {
        return new JdbcBudgetDirectory(jdbc);
    }

    @Bean
    StreamReader streamReader(JdbcClient jdbc) {
        return new JdbcStreamReader(jdbc);
    }
}
