package dev.budgetledger.testservers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.testservers.TestServers.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TestServersTest {

    @Test
    void each_database_is_new_and_its_owner_may_change_its_structure() throws SQLException {
        TestDatabase one = TestServers.newDatabase("ledger");
        TestDatabase other = TestServers.newDatabase("ledger");

        assertThat(one.name()).isNotEqualTo(other.name());
        try (Connection owner = connect(one, "ledger_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE facts (position bigint)");
            statement.execute("GRANT SELECT, INSERT ON facts TO ledger_service");
        }
        try (Connection service = connect(one, "ledger_service");
                Statement statement = service.createStatement()) {
            assertThat(statement.executeUpdate("INSERT INTO facts VALUES (1)")).isEqualTo(1);
            assertThatThrownBy(() -> statement.execute("DROP TABLE facts")).hasMessageContaining("must be owner");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE mine (a int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void the_projection_owns_its_database_and_the_ledger_may_not_enter() throws SQLException {
        TestDatabase database = TestServers.newProjectionDatabase("projection");

        try (Connection owner = connect(database, "projection_service");
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE entries (position bigint)");
        }
        assertThatThrownBy(() -> connect(database, "ledger_service")).hasMessageContaining("permission denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
    void tests_run_on_a_durable_server(String setting) throws SQLException {
        assertThat(show(setting)).isEqualTo("on");
    }

    @Test
    void many_pools_have_room() throws SQLException {
        assertThat(Integer.parseInt(show("max_connections"))).isGreaterThanOrEqualTo(200);
    }

    @Test
    void kafka_answers_where_it_says() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafkaBootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("here", 3, (short) 1))).all().get(30, TimeUnit.SECONDS);

            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).contains("here");
        }
    }

    private static Connection connect(TestDatabase database, String role) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), role, role);
    }

    private static String show(String setting) throws SQLException {
        try (Connection connection = TestServers.superuserConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
