package dev.budgetledger.testservers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

import dev.budgetledger.embedded.Bootstrap;
import dev.budgetledger.embedded.Passwords;

/** PostgreSQL and Kafka in containers. Testcontainers removes them when this JVM has ended. */
final class ContainerTestServers implements PostgresAndKafka {

    private static final DockerImageName POSTGRES = DockerImageName.parse("postgres:18");
    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.2.2");

    private @Nullable PostgreSQLContainer postgres;
    private @Nullable KafkaContainer kafka;

    /**
     * Takes the containers if an engine answers that has both images or can pull them.
     *
     * @throws IllegalStateException if not; the message says why
     */
    ContainerTestServers() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("no Docker engine answers");
        }
        pull(POSTGRES);
        pull(KAFKA);
    }

    @Override
    public String description() {
        return "containers " + POSTGRES + " and " + KAFKA;
    }

    @Override
    public String jdbcUrl(String database) {
        PostgreSQLContainer running = postgres();
        return "jdbc:postgresql://" + running.getHost() + ":"
                + running.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/" + database;
    }

    @Override
    public Connection superuserConnection() throws SQLException {
        PostgreSQLContainer running = postgres();
        return DriverManager.getConnection(jdbcUrl("postgres"), running.getUsername(), running.getPassword());
    }

    @Override
    public synchronized String kafkaBootstrapServers() {
        if (kafka == null) {
            kafka = new KafkaContainer(KAFKA).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
            kafka.start();
        }
        return kafka.getBootstrapServers();
    }

    @Override
    public synchronized void close() {
        if (kafka != null) {
            kafka.stop();
        }
        if (postgres != null) {
            postgres.stop();
        }
    }

    private synchronized PostgreSQLContainer postgres() {
        if (postgres == null) {
            PostgreSQLContainer starting = new PostgreSQLContainer(POSTGRES);
            // The module's own command turns fsync off.
            starting.setCommand("postgres", "-c", "max_connections=200", "-c", "timezone=UTC");
            starting.start();
            postgres = starting;
            bootstrap();
        }
        return postgres;
    }

    private void bootstrap() {
        try (Connection connection = superuserConnection()) {
            Bootstrap.run(connection, Passwords.known());
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the roles and databases", e);
        }
    }

    private static void pull(DockerImageName image) {
        try {
            new RemoteDockerImage(image).get();
        } catch (Exception e) {
            throw new IllegalStateException("the Docker engine cannot get " + image, e);
        }
    }
}
