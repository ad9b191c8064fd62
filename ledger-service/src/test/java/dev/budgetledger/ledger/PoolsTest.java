package dev.budgetledger.ledger;

import java.sql.Connection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

import dev.budgetledger.edge.problems.StartRefusedException;
import dev.budgetledger.ledger.Pools.PostgresSettings;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which servers the ledger takes. */
class PoolsTest {

    private static final TestServers.TestDatabase SERVER = TestServers.newDatabase("pools");

    private static Pools open(EmbeddedPostgres server, Set<String> notRequired) {
        DataSourceProperties database = new DataSourceProperties();
        database.setUrl(server.getJdbcUrl("postgres", "postgres"));
        return Pools.open(database, new Binder(), new PostgresSettings(notRequired));
    }

    private static Pools open(TestServers.TestDatabase server, String synchronousCommit) {
        DataSourceProperties database = new DataSourceProperties();
        database.setUrl(server.jdbcUrl());
        database.setUsername("ledger_service");
        database.setPassword("ledger_service");
        Binder settings = new Binder(new MapConfigurationPropertySource(Map.of(
                "ledger.postgres.writer.data-source-properties.options", "-c synchronous_commit=" + synchronousCommit)));
        return Pools.open(database, settings, new PostgresSettings(Set.of()));
    }

    private static EmbeddedPostgres server(String... off) throws Exception {
        Set<String> without = Set.of(off);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        Stream.of("fsync", "full_page_writes", "synchronous_commit")
                .forEach(setting -> builder.setServerConfig(setting, without.contains(setting) ? "off" : "on"));
        return builder.start();
    }

    @Test
    void a_server_that_may_lose_what_was_answered_is_refused_unless_it_is_named() throws Exception {
        try (EmbeddedPostgres server = server("fsync", "full_page_writes")) {
            assertThatThrownBy(() -> open(server, Set.of()))
                    .isInstanceOf(StartRefusedException.class).hasMessageContaining("fsync off");
            assertThatThrownBy(() -> open(server, Set.of("fsync")))
                    .isInstanceOf(StartRefusedException.class).hasMessageContaining("full_page_writes off");
            open(server, Set.of("fsync", "full_page_writes")).close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "local", "remote_write", "remote_apply"})
    void a_session_that_waits_for_the_disk_of_its_own_server_is_taken(String synchronousCommit) throws Exception {
        try (Pools pools = open(SERVER, synchronousCommit); Connection connection = pools.writer().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("show synchronous_commit")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo(synchronousCommit);
        }
    }

    @Test
    void a_session_that_does_not_is_refused() {
        assertThatThrownBy(() -> open(SERVER, "off"))
                .isInstanceOf(StartRefusedException.class).hasMessageContaining("synchronous_commit off");
    }
}
