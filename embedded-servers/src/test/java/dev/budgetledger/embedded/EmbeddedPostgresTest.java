package dev.budgetledger.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedPostgresTest {

    @TempDir
    private Path folder;

    @Test
    void it_is_durable_and_listens_on_loopback_only() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0);
                Connection connection = postgres.superuserConnection("postgres")) {
            assertThat(query(connection, "SHOW fsync")).containsExactly("on");
            assertThat(query(connection, "SHOW synchronous_commit")).containsExactly("on");
            assertThat(query(connection, "SHOW full_page_writes")).containsExactly("on");
            assertThat(query(connection, "SHOW listen_addresses")).containsExactly("127.0.0.1");
            assertThat(query(connection, "SHOW unix_socket_directories")).containsExactly("");
            assertThat(query(connection, "SHOW server_version_num").getFirst()).startsWith("18");
            assertThat(query(connection, "SHOW TimeZone")).containsExactly("UTC");
        }
    }

    @Test
    void the_next_start_continues_from_the_data_and_a_stop_leaves_no_process() throws SQLException {
        Postmaster first;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            postgres.bootstrap();
            execute(postgres, "ledger_owner", "CREATE TABLE kept AS SELECT 8916.82 AS amount");
            first = Postmaster.of(folder.resolve("data"));
            assertThat(first.process()).hasValueSatisfying(server -> assertThat(server.isAlive()).isTrue());
        }
        assertThat(first.process()).hasValueSatisfying(server -> assertThat(server.isAlive()).isFalse());

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            postgres.bootstrap();
            try (Connection connection = connect(postgres, "ledger_owner")) {
                assertThat(query(connection, "SELECT amount FROM kept")).containsExactly("8916.82");
            }
        }
    }

    @Test
    void bootstrap_makes_the_roles_and_databases_with_no_right_too_many() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            postgres.bootstrap();

            try (Connection connection = postgres.superuserConnection("postgres")) {
                assertThat(query(connection, """
                        SELECT d.datname || ' of ' || pg_get_userbyid(d.datdba) FROM pg_database d
                        WHERE NOT d.datistemplate AND d.datname <> 'postgres' ORDER BY 1"""))
                        .containsExactly("identity of identity_service", "ledger of ledger_owner", "projection of projection_service");
                assertThat(query(connection, "SELECT rolname FROM pg_roles WHERE rolcanlogin AND NOT rolsuper ORDER BY 1"))
                        .containsExactly("identity_service", "ledger_owner", "ledger_service", "projection_service");
            }
            assertThatThrownBy(() -> execute(postgres, "ledger_service", "CREATE TABLE mine (a int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> connect(postgres, "projection_service")).hasMessageContaining("permission denied");
        }
    }

    @Test
    void each_role_has_a_random_password_in_a_file_of_its_owner_and_nobody_comes_without() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            postgres.bootstrap();

            for (String role : List.of("postgres", "ledger_owner", "ledger_service")) {
                assertThat(postgres.password(role)).hasSizeGreaterThan(30);
                assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("ledger"), role, role))
                        .hasMessageContaining("password authentication failed");
                assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("ledger"), role, null))
                        .hasMessageContaining("no password was provided");
            }
            assertThat(folder.resolve("passwords")).content().contains(
                    "127.0.0.1:*:*:postgres:" + postgres.password("postgres") + "\n",
                    "127.0.0.1:*:*:projection_service:" + postgres.password("projection_service") + "\n");
            try (Connection connection = postgres.superuserConnection("postgres")) {
                assertThat(query(connection, "SELECT rolname FROM pg_authid WHERE rolcanlogin AND rolpassword NOT LIKE 'SCRAM-%'"))
                        .isEmpty();
                assertThat(query(connection, "SELECT DISTINCT auth_method FROM pg_hba_file_rules"))
                        .containsExactlyInAnyOrder("reject", "scram-sha-256");
            }
        }
        assertThat(rights(folder)).isEqualTo("rwx------");
        assertThat(rights(folder.resolve("data"))).isEqualTo("rwx------");
        assertThat(rights(folder.resolve("binaries"))).isEqualTo("rwx------");
        assertThat(rights(folder.resolve("passwords"))).isEqualTo("rw-------");
        assertThat(folder.resolve("password-of-initdb")).doesNotExist();
    }

    @Test
    void a_folder_of_an_earlier_release_with_fewer_roles_keeps_its_passwords_and_gets_those_of_the_others() throws Exception {
        String kept;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            postgres.bootstrap();
            kept = postgres.password("ledger_owner");
            try (Connection connection = postgres.superuserConnection("postgres"); var statement = connection.createStatement()) {
                statement.execute("DROP DATABASE identity");
                statement.execute("DROP ROLE identity_service");
            }
        }
        Path passwords = folder.resolve("passwords");
        Files.write(passwords, Files.readAllLines(passwords).stream().filter(line -> !line.contains("identity_service")).toList());

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            postgres.bootstrap();

            assertThat(postgres.password("ledger_owner")).isEqualTo(kept);
            assertThat(passwords).content().contains(":identity_service:" + postgres.password("identity_service"), kept);
            try (Connection connection = DriverManager.getConnection(
                    postgres.jdbcUrl("identity"), "identity_service", postgres.password("identity_service"))) {
                assertThat(query(connection, "SELECT 1")).containsExactly("1");
            }
        }
    }

    @Test
    void a_folder_of_an_earlier_release_that_trusted_everybody_gets_passwords_and_no_log_has_them() throws Exception {
        // given
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0, Passwords.known())) {
            postgres.bootstrap();
            execute(postgres, "ledger_owner", "CREATE TABLE kept AS SELECT 8916.82 AS amount");
        }
        Files.delete(folder.resolve("passwords"));
        Files.writeString(folder.resolve("data").resolve("pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        // when
        for (int start = 0; start < 2; start++) {
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
                postgres.bootstrap();
                // then
                try (Connection connection = connect(postgres, "ledger_owner")) {
                    assertThat(query(connection, "SELECT amount FROM kept")).containsExactly("8916.82");
                }
                for (String role : List.of("postgres", "ledger_owner", "ledger_service")) {
                    assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("ledger"), role, role))
                            .hasMessageContaining("password authentication failed");
                }
                assertThat(folder.resolve("postgresql.log"))
                        .content()
                        .doesNotContain(postgres.password("ledger_owner"), "PASSWORD '");
            }
            assertThat(rights(folder)).isEqualTo("rwx------");
        }
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void a_server_that_outlived_its_program_is_stopped_and_its_data_recovered() throws Exception {
        // given a program that was killed and left its PostgreSQL running
        int port = Ports.free();
        Process killed = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsAndIsKilled.class.getName(),
                        folder.toString(),
                        String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(killed.waitFor()).isEqualTo(StartsAndIsKilled.EXIT_CODE);
        Postmaster left = Postmaster.of(folder.resolve("data"));
        assertThat(left.process()).hasValueSatisfying(server -> assertThat(server.isAlive()).isTrue());

        // when the next program starts on the folder and the same port
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, port);
                Connection connection = connect(postgres, "ledger_owner")) {
            // then a server of its own answers, with all that was committed
            assertThat(query(connection, "SELECT amount FROM kept")).containsExactly("8916.82");
            assertThat(left.process().orElseThrow().isAlive()).isFalse();
        }
    }

    @Test
    void a_server_that_was_killed_is_back_on_its_port_with_all_that_was_committed_no_matter_who_held_its_memory() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            postgres.bootstrap();
            execute(postgres, "ledger_owner", "CREATE TABLE kept AS SELECT 8916.82 AS amount");
            ProcessHandle session;
            try (Connection busy = connect(postgres, "ledger_owner");
                    Supervisor supervisor = Supervisor.of(postgres, line -> {
                        throw new AssertionError(line);
                    })) {
                // given a session that does not notice
                ProcessHandle server = Postmaster.of(folder.resolve("data")).process().orElseThrow();
                String pid = query(busy, "SELECT pg_backend_pid()").getFirst();
                session = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
                assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();

                // when
                server.destroyForcibly();
                server.onExit().get();

                // then
                for (int tries = 0; !answers(postgres) && tries < 300; tries++) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                try (Connection connection = connect(postgres, "ledger_owner")) {
                    assertThat(query(connection, "SELECT amount FROM kept")).containsExactly("8916.82");
                }
            }
            assertThat(session.isAlive()).isFalse();
        }
    }

    private static boolean answers(EmbeddedPostgres postgres) {
        try (Connection connection = connect(postgres, "ledger_owner")) {
            return connection.isValid(1);
        } catch (SQLException away) {
            return false;
        }
    }

    /** What is killed: halting runs no shutdown hook and closes nothing. */
    static final class StartsAndIsKilled {

        static final int EXIT_CODE = 137;

        private StartsAndIsKilled() {}

        public static void main(String[] args) throws SQLException {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]), Integer.parseInt(args[1]));
            postgres.bootstrap();
            execute(postgres, "ledger_owner", "CREATE TABLE kept AS SELECT 8916.82 AS amount");
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    @Test
    void of_what_a_server_says_that_does_not_start_the_reason_is_told() {
        assertThat(EmbeddedPostgres.reason(List.of(
                "creating configuration files ... ok",
                "running bootstrap script ... 2026-11-28 03:17:32.261 UTC [25627] FATAL:  could not write to file: No space left on device",
                "child process exited with exit code 1",
                "initdb: removing contents of data directory \"/data/postgresql/data\"")))
                .endsWith("FATAL:  could not write to file: No space left on device");
        assertThat(EmbeddedPostgres.reason(List.of("Killed"))).isEqualTo("Killed");
        assertThat(EmbeddedPostgres.reason(List.of())).isNull();
    }

    @Test
    void a_port_in_use_is_named_with_who_wants_it() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, taken.getLocalPort()))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessage("Port " + taken.getLocalPort() + " is in use, but PostgreSQL needs it: "
                            + "stop the program that listens there, or choose another port.");
        }
    }

    @Test
    void data_of_another_version_is_left_alone_and_the_message_says_what_to_do() throws IOException {
        Files.writeString(folder.resolve("version"), "PostgreSQL 17, data format 1\n");
        Path data = Files.writeString(Files.createDirectory(folder.resolve("data")).resolve("PG_VERSION"), "17\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, 0))
                .isInstanceOf(CannotStartException.class)
                .hasMessage("Data folder " + folder + " was written by PostgreSQL 17, data format 1, this program needs "
                        + EmbeddedPostgres.VERSION
                        + ": move the folder away to start afresh, or run the version that wrote it.");
        assertThat(data).hasContent("17");
    }

    private static Connection connect(EmbeddedPostgres postgres, String role) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("ledger"), role, postgres.password(role));
    }

    private static void execute(EmbeddedPostgres postgres, String role, String sql) throws SQLException {
        try (Connection connection = connect(postgres, role);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
