package dev.budgetledger.ledger;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** The ledger service: takes commands, keeps the log, relays it to Kafka. Configured by {@code ledger-service.yml}. */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
@ConfigurationPropertiesScan
public class LedgerServiceApplication {

    /** The application with its own configuration name, so that it can share a JVM with the projection. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(LedgerServiceApplication.class)
                .properties("spring.config.name=ledger-service");
    }

    /** Starts the service. */
    public static void main(String[] args) {
        builder().run(args);
    }
}
