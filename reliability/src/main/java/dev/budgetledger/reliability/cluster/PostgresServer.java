package dev.budgetledger.reliability.cluster;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** One PostgreSQL server, as durable as it can be told to be. */
final class PostgresServer extends Machine {

    private final PostgresBinaries binaries;
    private final Path data;
    private final Path log;
    private final int port = LoopbackPorts.free();
    private final @Nullable PostgresServer follows;

    /** @param follows the primary whose standby it is until it is promoted */
    PostgresServer(String name, PostgresBinaries binaries, Path data, Path log, @Nullable PostgresServer follows) {
        super(name);
        this.binaries = binaries;
        this.data = data;
        this.log = log;
        this.follows = follows;
    }

    int port() {
        return port;
    }

    Path data() {
        return data;
    }

    /** A postmaster that was killed alone leaves servers after that end by themselves; until then none can start. */
    @Override
    public synchronized void start() {
        for (int attempt = 0; attempt < 100; attempt++) {
            super.start();
            try (Connection connection = connect("postgres")) {
                return;
            } catch (SQLException notYet) {
                pauseFor(200);
            }
        }
        throw new IllegalStateException(name() + " does not start, see " + log);
    }

    @Override
    ChildProcess launch() {
        return ChildProcess.start(log, command());
    }

    private List<String> command() {
        List<String> settings = new ArrayList<>(List.of(
                "port=" + port, "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200",
                "shared_buffers=32MB", "wal_keep_size=256MB", "max_wal_size=256MB", "hot_standby=on",
                "wal_receiver_timeout=5s", "wal_sender_timeout=5s", "wal_retrieve_retry_interval=500ms"));
        if (follows != null) {
            settings.add("primary_conninfo=host=127.0.0.1 port=" + follows.port + " user=postgres connect_timeout=5");
        }
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString()));
        settings.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        return binaries.command("postgres", arguments.toArray(String[]::new));
    }

    /** The postmaster alone, as a mistaken kill does. */
    @Override
    public void kill() {
        running().kill();
    }

    /** All of it, as when its machine is gone. */
    void killAll() {
        running().killTree();
    }

    /** As a user that may do everything, without any link between. */
    Connection connect(String database) throws SQLException {
        return connect(database, "postgres");
    }

    Connection connect(String database, String user) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?connectTimeout=5&socketTimeout=60",
                user, "");
    }

    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    boolean answersTrue(String question) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    static void pauseFor(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
