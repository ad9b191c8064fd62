package dev.budgetledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL 18 server of this program's own, as durable as one that was installed.
 *
 * <p>It listens on loopback only, and anyone who connects from there needs a password. Those are made with the folder, and kept
 * in its file {@code passwords}, which only its owner can read. Its data stays in the folder: the next start continues from
 * it. {@link #close()} returns when the server has ended; nothing else stops it, so the caller decides the order.
 *
 * <pre>{@code
 * try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of("data/postgresql"), 5433)) {
 *     postgres.bootstrap();
 *     DriverManager.getConnection(postgres.jdbcUrl("ledger"), "ledger_service", postgres.password("ledger_service"));
 * }
 * }</pre>
 */
public final class EmbeddedPostgres implements EmbeddedServer {

    /** Changes when this program can no longer use a folder that an earlier one wrote. */
    static final String VERSION = "PostgreSQL 18, data format 1";

    private static final String LOG = "postgresql.log";
    static final String BINARIES = "binaries";
    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);

    private final DataFolder folder;
    private final Passwords passwords;
    private final int port;
    private volatile io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private volatile Postmaster postmaster;

    private EmbeddedPostgres(
            DataFolder folder, Passwords passwords, io.zonky.test.db.postgres.embedded.EmbeddedPostgres server) {
        this.folder = folder;
        this.passwords = passwords;
        this.port = server.getPort();
        this.server = server;
        this.postmaster = Postmaster.of(folder.data());
    }

    /**
     * Starts a server on a folder.
     *
     * @param dataDirectory an absent or empty folder, or one that this class wrote before
     * @param port 0 for any free one
     * @throws CannotStartException if the port is in use, or the folder is in use or another's
     */
    public static EmbeddedPostgres start(Path dataDirectory, int port) {
        return start(dataDirectory, port, Passwords.random());
    }

    /**
     * Starts a server on a folder.
     *
     * @param dataDirectory an absent or empty folder, or one that this class wrote before
     * @param port 0 for any free one
     * @param fresh the passwords of a folder that has none yet
     * @throws CannotStartException if the port is in use, or the folder is in use or another's
     */
    public static EmbeddedPostgres start(Path dataDirectory, int port, Passwords fresh) {
        DataFolder folder = DataFolder.claim(dataDirectory, VERSION);
        try {
            Postmaster.of(folder.data()).stopLeftOver();
            Postmaster.killOrphans(folder.resolve(BINARIES));
            Ports.requireFree(port, "PostgreSQL");
            delete(folder.resolve(LOG));
            Passwords passwords = Access.of(folder, fresh);
            var server = startServer(folder, passwords, Ports.orFree(port));
            folder.markComplete();
            return new EmbeddedPostgres(folder, passwords, server);
        } catch (RuntimeException e) {
            Postmaster.of(folder.data()).stopLeftOver();
            folder.close();
            throw e;
        }
    }

    /**
     * Stops a server that a killed program left running on a folder, so that its port is free again; does nothing where
     * there is none.
     *
     * @throws CannotStartException if the folder is in use or another's
     */
    public static void stopLeftOver(Path dataDirectory) {
        if (Files.exists(dataDirectory.resolve("version"))) {
            try (DataFolder folder = DataFolder.claim(dataDirectory, VERSION)) {
                Postmaster.of(folder.data()).stopLeftOver();
                Postmaster.killOrphans(folder.resolve(BINARIES));
            }
        }
    }

    /** Makes the roles and databases of the services; what exists is left as it is. */
    public void bootstrap() {
        try (Connection connection = superuserConnection("postgres")) {
            Bootstrap.run(connection, passwords);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the roles and databases", e);
        }
    }

    public int port() {
        return port;
    }

    /** The address of a database, without user or password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** A connection that may do everything. */
    public Connection superuserConnection(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), Passwords.SUPERUSER, password(Passwords.SUPERUSER));
    }

    /** The password of a role that {@link #bootstrap()} makes. */
    public String password(String role) {
        return passwords.of(role);
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Path folder() {
        return folder.data();
    }

    @Override
    public Optional<String> failure() {
        return postmaster.isAlive() ? Optional.empty() : Optional.of("has ended: " + reason(folder.resolve(LOG)));
    }

    @Override
    public void clear() {
        stop();
        Postmaster.of(folder.data()).stopLeftOver();
        Postmaster.killOrphans(folder.resolve(BINARIES));
    }

    @Override
    public void restart() {
        server = startServer(folder, passwords, port);
        postmaster = Postmaster.of(folder.data());
    }

    /** Ends all sessions, stops the server and waits for its process to end. Doing it again does nothing. */
    @Override
    public void close() {
        try {
            stop();
        } finally {
            folder.close();
        }
    }

    private void stop() {
        try {
            server.close();
            postmaster.awaitEnd();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop PostgreSQL", e);
        }
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres startServer(
            DataFolder folder, Passwords passwords, int port) {
        Path log = folder.resolve(LOG);
        Path first = folder.resolve("password-of-initdb");
        try {
            OwnerOnly.write(first, passwords.of(Passwords.SUPERUSER));
            return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                    .setDataDirectory(folder.data())
                    .setOverrideWorkingDirectory(folder.resolve(BINARIES).toFile())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(STARTUP_WAIT)
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    // PostgreSQL's own Unicode rules: the same order of rows whatever this machine's locales are.
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    // More arguments of initdb: the library would have it trust everybody.
                    .setLocaleConfig("auth-local", "reject")
                    .setLocaleConfig("auth-host", "scram-sha-256")
                    .setLocaleConfig("pwfile", first.toString())
                    .setConnectConfig("password", passwords.of(Passwords.SUPERUSER))
                    // The library starts servers for throw-away tests, with -F and synchronous_commit off. Not here.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "200")
                    // The pages that postings change stay until a checkpoint, which comes when there is much to write and copies few of
                    // them into the WAL again: a log only grows.
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("max_wal_size", "2GB")
                    .setServerConfig("checkpoint_timeout", "15min")
                    .setServerConfig("wal_compression", "on")
                    .start();
        } catch (IOException | IllegalStateException e) {
            throw new IllegalStateException("PostgreSQL did not start: " + reason(log), e);
        } finally {
            delete(first);
            OwnerOnly.folder(folder.resolve(BINARIES)); // the library opens it to all
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String reason(Path log) {
        try {
            return Files.exists(log) ? reason(Files.readAllLines(log)) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Of what a server said, why it ended: the last line that names a fault, else the last. */
    static @Nullable String reason(List<String> lines) {
        return lines.reversed().stream()
                .filter(line -> line.contains("FATAL: ") || line.contains("PANIC: ") || line.contains("error: "))
                .findFirst()
                .orElse(lines.isEmpty() ? null : lines.getLast());
    }
}
