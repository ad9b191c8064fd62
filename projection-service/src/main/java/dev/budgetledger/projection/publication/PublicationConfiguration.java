package dev.budgetledger.projection.publication;

import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.budgetledger.projection.kafka.KafkaClients;

@Configuration(proxyBeanMethods = false)
class PublicationConfiguration {

    @Bean
    LedgerClient ledgerClient(KafkaClients clients, @Value("${projection.publish-wait:15s}") Duration wait) {
        return new KafkaLedgerClient(clients, wait);
    }
}
