package dev.budgetledger.reliability.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A primary and its synchronous standby, and what keeps them so: when the primary is lost its standby is promoted and
 * gets a standby of its own.
 *
 * <p>A standby begins as a copy of the primary's folder between {@code pg_backup_start} and {@code pg_backup_stop}: the
 * embedded PostgreSQL has no {@code pg_basebackup}.
 */
public final class PostgresPair {

    private final Path folder;
    private final PostgresBinaries binaries;
    private volatile PostgresServer primary;
    private volatile PostgresServer standby;
    private int made;

    private PostgresPair(Path folder, PostgresBinaries binaries, PostgresServer primary) {
        this.folder = folder;
        this.binaries = binaries;
        this.primary = primary;
        this.standby = primary;
    }

    /** Both, empty but for the roles and databases of the services. */
    static PostgresPair start(Path folder, Path binaries) throws IOException, InterruptedException, SQLException {
        PostgresBinaries programs = PostgresBinaries.unpack(binaries);
        Path data = folder.resolve("postgres-0");
        programs.makeCluster(data, folder.resolve("initdb.log"));
        PostgresServer first = new PostgresServer("primary", programs, data, folder.resolve("postgres-0.log"), null);
        first.start();
        first.execute("postgres",
                "CREATE ROLE ledger_owner LOGIN",
                "CREATE ROLE ledger_service LOGIN",
                "CREATE ROLE projection_service LOGIN",
                "CREATE DATABASE ledger OWNER ledger_owner",
                "CREATE DATABASE projection OWNER projection_service",
                "GRANT CONNECT ON DATABASE ledger TO ledger_service");
        PostgresPair pair = new PostgresPair(folder, programs, first);
        pair.renewStandby();
        return pair;
    }

    PostgresServer primary() {
        return primary;
    }

    PostgresServer standby() {
        return standby;
    }

    /** How a primary is lost. */
    public enum Loss {
        SUDDENLY,
        /** With its connections open, until it is disconnected. */
        STOOD_STILL,
        /** Its standby stood still: what waits for it has been confirmed to nobody, and is not there afterwards. */
        COMMITS_WAITED
    }

    /** The primary is gone with its machine; its standby takes its place, alone at first. */
    void failOver(Loss loss) throws SQLException {
        switch (loss) {
            case SUDDENLY -> primary.killAll();
            case STOOD_STILL -> {
                primary.pause();
                PostgresServer.pauseFor(2000);
                primary.killAll();
            }
            case COMMITS_WAITED -> {
                standby.pause();
                PostgresServer.pauseFor(12_000); // longer than anything in a service waits
                primary.killAll();
                standby.resume();
            }
        }
        standby.execute("postgres", "SELECT pg_promote(true, 60)");
        primary = standby;
    }

    /** Makes a standby of the primary and waits until nothing is committed without it. */
    void renewStandby() throws IOException, SQLException {
        made++;
        Path data = folder.resolve("postgres-" + made);
        copy(data);
        PostgresServer follower = new PostgresServer(
                "standby", binaries, data, folder.resolve("postgres-" + made + ".log"), primary);
        follower.start();
        standby = follower;
        primary.execute("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()");
        awaitSynchronous();
        if (made > 1) {
            delete(folder.resolve("postgres-" + (made - 2)));
        }
    }

    /** Waits until the standby has everything and each commit waits for it. */
    void awaitSynchronous() throws SQLException {
        for (int attempt = 0; attempt < 600; attempt++) {
            if (primary.answersTrue(
                    "SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'")) {
                return;
            }
            PostgresServer.pauseFor(100);
        }
        throw new IllegalStateException("the standby does not follow");
    }

    private void copy(Path data) throws IOException, SQLException {
        try (Connection connection = primary.connect("postgres"); Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            copyFiles(primary.data(), data);
            try (ResultSet stopped = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                stopped.next();
                Files.writeString(data.resolve("backup_label"), stopped.getString(1));
            }
        }
        Files.createFile(data.resolve("standby.signal"));
        // Once promoted it is alone: it waits for a standby when it has one.
        Files.writeString(data.resolve("postgresql.auto.conf"), "\nsynchronous_standby_names = ''\n",
                StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    /** What changes meanwhile is put right by the log that the copy then reads from the primary. */
    private static void copyFiles(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(file -> !file.getFileName().toString().startsWith("postmaster."))
                    .filter(file -> Files.isDirectory(file) || !file.startsWith(from.resolve("pg_wal")))
                    .toList();
        }
        for (Path file : files) {
            try {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            } catch (NoSuchFileException removedMeanwhile) {
                // It is not needed then.
            }
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
