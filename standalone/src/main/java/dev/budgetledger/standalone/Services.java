package dev.budgetledger.standalone;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.budgetledger.embedded.EmbeddedKafka;
import dev.budgetledger.embedded.EmbeddedPostgres;
import dev.budgetledger.ledger.LedgerServiceApplication;
import dev.budgetledger.projection.ProjectionServiceApplication;

/** The two services, told where PostgreSQL and Kafka are as they would be told in a container. */
final class Services {

    private Services() {}

    static ConfigurableApplicationContext ledger(int port, EmbeddedPostgres postgres, EmbeddedKafka kafka) {
        return run(
                LedgerServiceApplication.builder(),
                "--server.port=" + port,
                "--spring.datasource.url=" + postgres.jdbcUrl("ledger") + "?reWriteBatchedInserts=true",
                "--spring.datasource.username=ledger_service",
                "--spring.datasource.password=ledger_service",
                "--spring.flyway.url=" + postgres.jdbcUrl("ledger"),
                "--spring.flyway.user=ledger_owner",
                "--spring.flyway.password=ledger_owner",
                "--ledger.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--logging.level.root=WARN");
    }

    static ConfigurableApplicationContext projection(int port, EmbeddedPostgres postgres, EmbeddedKafka kafka) {
        return run(
                ProjectionServiceApplication.builder(),
                "--server.port=" + port,
                "--spring.datasource.url=" + postgres.jdbcUrl("projection"),
                "--spring.datasource.username=projection_service",
                "--spring.datasource.password=projection_service",
                "--projection.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--logging.level.root=WARN");
    }

    private static ConfigurableApplicationContext run(SpringApplicationBuilder builder, String... arguments) {
        return builder.bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                // One hook stops everything in order: see Standalone.
                .registerShutdownHook(false)
                .run(arguments);
    }
}
