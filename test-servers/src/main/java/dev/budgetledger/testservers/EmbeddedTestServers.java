package dev.budgetledger.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.embedded.CannotStartException;
import dev.budgetledger.embedded.EmbeddedKafka;
import dev.budgetledger.embedded.EmbeddedPostgres;
import dev.budgetledger.embedded.Passwords;

/** The embedded servers in a temporary folder. */
final class EmbeddedTestServers implements PostgresAndKafka {

    private static final String FOLDER_PREFIX = "budget-ledger-test-";

    private final Path folder;
    private final String why;
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable EmbeddedKafka kafka;

    EmbeddedTestServers(String why) {
        this.why = why;
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            removeWhatKilledTestsLeft(temporary);
            folder = Files.createTempDirectory(temporary, FOLDER_PREFIX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String description() {
        return "embedded PostgreSQL and Kafka (" + why + ")";
    }

    @Override
    public String jdbcUrl(String database) {
        return postgres().jdbcUrl(database);
    }

    @Override
    public Connection superuserConnection() throws SQLException {
        return postgres().superuserConnection("postgres");
    }

    @Override
    public synchronized String kafkaBootstrapServers() {
        if (kafka == null) {
            kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        }
        return kafka.bootstrapServers();
    }

    @Override
    public synchronized void close() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        delete(folder);
    }

    private synchronized EmbeddedPostgres postgres() {
        if (postgres == null) {
            postgres = EmbeddedPostgres.start(folder.resolve("postgresql"), 0, Passwords.known());
            postgres.bootstrap();
        }
        return postgres;
    }

    /** A JVM that was killed could not stop its PostgreSQL; who can take the folder's lock may. */
    private static void removeWhatKilledTestsLeft(Path temporary) throws IOException {
        List<Path> folders;
        try (Stream<Path> files = Files.list(temporary)) {
            folders = files.filter(file -> String.valueOf(file.getFileName()).startsWith(FOLDER_PREFIX))
                    .filter(file -> Files.exists(file.resolve("postgresql").resolve("version")))
                    .toList();
        }
        for (Path left : folders) {
            try {
                EmbeddedPostgres.stopLeftOver(left.resolve("postgresql"));
            } catch (CannotStartException inUse) {
                continue;
            }
            delete(left);
        }
    }

    /** Tests that start at the same time remove what is left together: what is gone meanwhile is gone. */
    private static void delete(Path folder) {
        while (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException fault) {
                IOException why = fault instanceof UncheckedIOException wrapped ? wrapped.getCause() : (IOException) fault;
                if (!(why instanceof NoSuchFileException)) {
                    throw new UncheckedIOException(why);
                }
            }
        }
    }
}
