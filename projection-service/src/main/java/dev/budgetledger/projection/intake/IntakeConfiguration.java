package dev.budgetledger.projection.intake;

import java.time.Clock;

import io.opentelemetry.api.OpenTelemetry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.kafka.KafkaClients;
import dev.budgetledger.projection.shards.Shard;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeConfiguration.LogSettings.class)
class IntakeConfiguration {

    @Bean
    IntakeStatus intakeStatus() {
        return new IntakeStatus();
    }

    @Bean
    Acknowledgements acknowledgements(Generations generations) {
        return new Acknowledgements(generations);
    }

    @Bean
    IntakeLifecycle intakeLifecycle(
            KafkaClients kafka,
            LogSettings log,
            Generations generations,
            Shard shard,
            CompletenessWatch watch,
            Acknowledgements acknowledgements,
            IntakeStatus status,
            ObjectProvider<OpenTelemetry> telemetry) {
        ServedTarget served = new ServedTarget(generations, log.key(), shard, new AcknowledgedRecords(acknowledgements));
        return new IntakeLifecycle(kafka, served, watch, status, new IntakeTraces(telemetry.getIfAvailable()));
    }

    @Bean
    KafkaLog publishedLog(KafkaClients kafka, LogSettings log, Shard shard, Acknowledgements acknowledgements) {
        return new KafkaLog(kafka, log.key(), shard, acknowledgements);
    }

    @Bean
    IntakeMeters intakeMeters(IntakeStatus status, CompletenessWatch watch, Proofs proofs) {
        return new IntakeMeters(status, watch, proofs, Clock.systemUTC());
    }

    @Bean
    HealthIndicator intakeHealthIndicator(
            IntakeStatus status,
            CompletenessWatch watch,
            Proofs proofs,
            LogSettings log,
            @Value("${server.port:8081}") int port) {
        return new IntakeHealthIndicator(status, watch, proofs, log.key() != null, Clock.systemUTC(), port);
    }

    /**
     * Whose log it is.
     *
     * @param verifierKey checks the signatures of checkpoints; without it only their roots are compared
     */
    @ConfigurationProperties("projection.log")
    record LogSettings(@Nullable String verifierKey) {

        /** @throws IllegalArgumentException if it cannot be read */
        @Nullable VerifierKey key() {
            return verifierKey == null || verifierKey.isBlank() ? null : VerifierKey.parse(verifierKey.strip());
        }
    }
}
