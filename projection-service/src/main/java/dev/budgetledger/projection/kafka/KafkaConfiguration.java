package dev.budgetledger.projection.kafka;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.budgetledger.edge.reads.KafkaReadTopic;
import dev.budgetledger.edge.reads.ReadSettings;
import dev.budgetledger.projection.kafka.KafkaClients.KafkaProperties;
import dev.budgetledger.projection.shards.Shard;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
class KafkaConfiguration {

    @Bean
    KafkaClients kafkaClients(KafkaProperties settings, Shard shard) {
        return new KafkaClients(settings, shard);
    }

    @Bean
    KafkaReadTopic readTopic(KafkaClients clients, ReadSettings reads) {
        return new KafkaReadTopic("projection", clients.common(), reads.acknowledgedWithin());
    }
}
