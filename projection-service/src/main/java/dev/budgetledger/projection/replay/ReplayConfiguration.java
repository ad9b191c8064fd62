package dev.budgetledger.projection.replay;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.intake.KafkaLog;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplaySettings.class)
class ReplayConfiguration {

    @Bean
    Replays replays(
            Generations generations,
            KafkaLog log,
            @Qualifier(BudgetReader.AS_STORED) BudgetReader reader,
            Templates templates,
            ReplaySettings settings) {
        return new Replays(generations, log, reader, templates, settings);
    }
}
