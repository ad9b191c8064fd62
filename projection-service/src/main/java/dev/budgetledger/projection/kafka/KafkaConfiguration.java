package dev.budgetledger.projection.kafka;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
class KafkaConfiguration {

    @Bean
    KafkaClients kafkaClients(KafkaProperties settings) {
        return new KafkaClients(settings);
    }
}
