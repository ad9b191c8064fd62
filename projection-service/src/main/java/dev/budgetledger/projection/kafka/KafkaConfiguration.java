package dev.budgetledger.projection.kafka;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.budgetledger.edge.reads.ReadSettings;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
class KafkaConfiguration {

    @Bean
    KafkaClients kafkaClients(KafkaProperties settings) {
        return new KafkaClients(settings);
    }

    @Bean
    ProjectionReadTopic readTopic(KafkaClients clients, ReadSettings reads) {
        return new ProjectionReadTopic(clients, reads.acknowledgedWithin());
    }
}
