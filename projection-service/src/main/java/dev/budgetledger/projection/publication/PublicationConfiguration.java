package dev.budgetledger.projection.publication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.projection.kafka.KafkaClients;

@Configuration(proxyBeanMethods = false)
class PublicationConfiguration {

    @Bean
    LedgerClient ledgerClient(KafkaClients clients, @Value("${projection.publish-wait:15s}") Duration wait,
            @Value("${projection.publish-key-file:}") String keyFile) throws IOException {
        return new KafkaLedgerClient(clients, keyFile.isBlank() ? null : SigningKey.parse("projection", Files.readString(Path.of(keyFile))), wait);
    }
}
