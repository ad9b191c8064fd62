package dev.budgetledger.ledger;

import java.util.List;
import java.util.Map;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import dev.budgetledger.edge.OwnSettings;

/** The ledger service: takes commands, keeps the log, relays it to Kafka. Configured by {@code ledger-service.yml}. */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
@ConfigurationPropertiesScan
public class LedgerServiceApplication {

    /** The application with its own configuration name, so that it can share a JVM with the projection. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(LedgerServiceApplication.class)
                .properties("spring.config.name=ledger-service");
    }

    /** Both pools take whatever Hikari's take. */
    @Bean
    static OwnSettings ownSettings(Environment environment) {
        return new OwnSettings(environment, "ledger", List.of("ledger.postgres.writer.*", "ledger.postgres.relay.*"), Map.of(
                "ledger.postgres.publisher.*", "ledger.postgres.relay.*",
                "ledger.kafka.publish-within", "ledger.kafka.relay-within"));
    }

    /** Starts the service. */
    public static void main(String[] args) {
        builder().run(args);
    }
}
