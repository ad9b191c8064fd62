package dev.budgetledger.standalone;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

import dev.budgetledger.identity.IdentityApplication;
import dev.budgetledger.ledger.LedgerServiceApplication;
import dev.budgetledger.projection.ProjectionServiceApplication;

/** The services, told where PostgreSQL and Kafka are as they would be told in a container. */
final class Services {

    static {
        // Logging is the JVM's: logback.xml. Spring would set it up again for each context, and while it does so the
        // messages of Kafka, which is running by then, go nowhere.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        // Tomcat logs by java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private Services() {}

    /** @param people null if nobody is asked who he is */
    static ConfigurableApplicationContext ledger(Servers servers, Settings settings, @Nullable People people) {
        String readers = "http://localhost:" + settings.projectionPort();
        return run(
                LedgerServiceApplication.builder(), access(settings, people),
                "--server.port=" + settings.ledgerPort(),
                "--management.server.port=" + settings.ledgerManagementPort(),
                "--spring.datasource.url=" + servers.postgres().jdbcUrl("ledger"),
                "--spring.datasource.username=ledger_service",
                "--spring.datasource.password=" + servers.postgres().password("ledger_service"),
                "--spring.flyway.url=" + servers.postgres().jdbcUrl("ledger"),
                "--spring.flyway.user=ledger_owner",
                "--spring.flyway.password=" + servers.postgres().password("ledger_owner"),
                "--ledger.kafka.bootstrap-servers=" + servers.kafka().bootstrapServers(),
                "--ledger.log.signing-key-file=" + settings.signingKey(),
                "--ledger.log.generate-signing-key=true",
                // This Kafka has no clients but this process, on loopback: the projection publishes without a key of its own.
                "--ledger.commands.require-signature=false",
                "--ledger.http.projection=" + readers,
                "--ledger.storage.folders[0]=" + settings.postgresData(),
                "--ledger.storage.folders[1]=" + settings.kafkaData());
    }

    static ConfigurableApplicationContext projection(
            Servers servers, Settings settings, @Nullable People people, String verifierKey) {
        return run(
                ProjectionServiceApplication.builder(), Stream.concat(access(settings, people).stream(), desk(settings, people)).toList(),
                "--server.port=" + settings.projectionPort(),
                "--management.server.port=" + settings.projectionManagementPort(),
                "--spring.datasource.url=" + servers.postgres().jdbcUrl("projection"),
                "--spring.datasource.username=projection_service",
                "--spring.datasource.password=" + servers.postgres().password("projection_service"),
                "--projection.kafka.bootstrap-servers=" + servers.kafka().bootstrapServers(),
                "--projection.log.verifier-key=" + verifierKey);
    }

    static ConfigurableApplicationContext identity(Servers servers, Settings settings, People people) {
        return run(
                IdentityApplication.builder(), List.of(),
                "--server.port=" + settings.identityPort(),
                "--spring.datasource.url=" + servers.postgres().jdbcUrl("identity"),
                "--spring.datasource.username=identity_service",
                "--spring.datasource.password=" + servers.postgres().password("identity_service"),
                "--identity.issuer=" + settings.issuer(),
                "--identity.audience=" + people.audience(),
                "--identity.redirects[0]=http://127.0.0.1/callback",
                "--identity.redirects[1]=http://127.0.0.1/login/callback",
                "--identity.redirects[2]=http://localhost:" + settings.projectionPort() + "/login/callback",
                "--identity.signing-key-file=" + settings.identityKey());
    }

    private static ConfigurableApplicationContext run(
            SpringApplicationBuilder builder, List<String> access, String... arguments) {
        return builder.bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                // One hook stops everything in order: see Standalone.
                .registerShutdownHook(false)
                .run(Stream.concat(Stream.of(arguments), access.stream()).toArray(String[]::new));
    }

    /** People post from the pages, too. */
    private static Stream<String> desk(Settings settings, @Nullable People people) {
        return people == null ? Stream.empty() : Stream.of("--console.ledger-url=http://localhost:" + settings.ledgerPort());
    }

    /** What either service is told of those who use it: posting is for them, reading for everybody. */
    private static List<String> access(Settings settings, @Nullable People people) {
        return people == null ? List.of() : List.of(
                "--access.issuer-uri=" + settings.issuer(),
                "--access.audience=" + people.audience(),
                "--access.keys-file=" + people.keysFile(),
                "--access.public-reads=true");
    }
}
