package dev.budgetledger.testservers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * One PostgreSQL and one Kafka for all tests of a JVM, started when first asked for and gone when the JVM ends.
 *
 * <p>Containers where a Docker engine answers and has or can pull the images, the embedded servers elsewhere; one line
 * says which. Tests keep apart by database and by topic name.
 */
public final class TestServers {

    private static final String LEDGER_GRANTS = "GRANT CONNECT ON DATABASE %s TO ledger_service";

    private TestServers() {}

    /**
     * A database of a test's own.
     *
     * @param jdbcUrl without user or password
     */
    public record TestDatabase(String name, String jdbcUrl) {}

    /** An empty database owned by {@code ledger_owner} to which {@code ledger_service} may connect. */
    public static TestDatabase newDatabase(String prefix) {
        return create(prefix, "ledger_owner", List.of(LEDGER_GRANTS));
    }

    /** An empty database owned by {@code projection_service}. */
    public static TestDatabase newProjectionDatabase(String prefix) {
        return create(prefix, "projection_service", List.of());
    }

    /** An empty database owned by {@code identity_service}. */
    public static TestDatabase newIdentityDatabase(String prefix) {
        return create(prefix, "identity_service", List.of());
    }

    /** Where Kafka listens. It creates no topic by itself. */
    public static String kafkaBootstrapServers() {
        return Holder.SERVERS.kafkaBootstrapServers();
    }

    /** A connection to the database {@code postgres} that may do everything. */
    public static Connection superuserConnection() throws SQLException {
        return Holder.SERVERS.superuserConnection();
    }

    private static TestDatabase create(String prefix, String owner, List<String> grants) {
        String name = prefix + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        try (Connection connection = superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " OWNER " + owner);
            statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            for (String grant : grants) {
                statement.execute(grant.formatted(name));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name, e);
        }
        return new TestDatabase(name, Holder.SERVERS.jdbcUrl(name));
    }

    private static final class Holder {

        static final PostgresAndKafka SERVERS = choose();

        private static PostgresAndKafka choose() {
            PostgresAndKafka servers = containersOrElseEmbedded();
            Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "test-servers-close"));
            System.out.println("Test servers: " + servers.description());
            return servers;
        }

        private static PostgresAndKafka containersOrElseEmbedded() {
            if (!mayHaveDocker()) {
                return new EmbeddedTestServers("no Docker engine on this machine");
            }
            try {
                return new ContainerTestServers();
            } catch (IllegalStateException e) {
                return new EmbeddedTestServers(String.valueOf(e.getMessage()));
            }
        }

        /** Whether it is worth asking: Testcontainers logs a page of errors when it finds no engine. */
        private static boolean mayHaveDocker() {
            Path home = Path.of(System.getProperty("user.home"));
            String runtimeFolder = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/run/user/none");
            return System.getenv("DOCKER_HOST") != null
                    || System.getProperty("os.name").startsWith("Windows")
                    || List.of(
                                    Path.of("/var/run/docker.sock"),
                                    Path.of(runtimeFolder, "docker.sock"),
                                    home.resolve(".docker/run/docker.sock"),
                                    home.resolve(".docker/desktop/docker.sock"),
                                    home.resolve(".testcontainers.properties"))
                            .stream()
                            .anyMatch(Files::exists);
        }
    }
}
