package dev.budgetledger.ledger.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.testservers.GuardBreaks;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.workers.guards.ChangedGuard;
import dev.budgetledger.workers.guards.SchemaGuards;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What keeps the log append-only is as it was delivered, or what is not is named. After a new script write what is delivered again, and look
 * at what changed: {@code -Dschemas.write=true}.
 */
class GuardsOfTheLogTest {

    private static final Path DELIVERED = Path.of("src/main/resources/db/ledger.guards.txt");

    private static TestLedger ledger;
    private static Connection owner;

    @BeforeAll
    static void givenALogWithPostings() throws Exception {
        ledger = new TestLedger();
        new SampleFacts(ledger).append(new FactLog(StoreClock.DATABASE), 300, true);
        owner = owner(ledger.database);
        if (Boolean.getBoolean("schemas.write")) {
            Files.writeString(DELIVERED, SchemaGuards.text(owner));
        }
    }

    @AfterAll
    static void close() throws SQLException {
        owner.close();
        ledger.close();
    }

    @Test
    void what_is_delivered_is_what_the_scripts_make() throws Exception {
        assertThat(DELIVERED).hasContent(SchemaGuards.text(owner));
    }

    @Test
    void what_nobody_touched_is_as_it_was_delivered_for_the_service_too() throws Exception {
        try (Connection service = ledger.dataSource.getConnection()) {
            assertThat(delivered().changed(service)).isEmpty();
        }
    }

    @Test
    void a_database_of_any_earlier_release_has_them_once_it_is_migrated() throws Exception {
        TestServers.TestDatabase database = TestServers.newDatabase("ledger");
        FluentConfiguration flyway = Flyway.configure().dataSource(database.jdbcUrl(), "ledger_owner", "ledger_owner").locations("classpath:db/ledger");
        for (MigrationInfo script : flyway.load().info().all()) {
            flyway.target(script.getVersion()).load().migrate();
        }

        try (Connection connection = owner(database)) {
            assertThat(delivered().changed(connection)).isEmpty();
        }
    }

    @TestFactory
    List<DynamicTest> each_that_is_broken_is_named_until_it_is_restored() throws SQLException {
        List<GuardBreaks.Break> breaks = GuardBreaks.all(owner);
        assertThat(breaks).hasSizeGreaterThan(150).extracting(GuardBreaks.Break::guard)
                .contains("trigger facts_are_append_only of facts", "function refuse_change()", "constraint answers_pkey of answers", "promise");
        return breaks.stream().map(each -> DynamicTest.dynamicTest(each.statement(), () -> {
            owner.setAutoCommit(false);
            try (Statement statement = owner.createStatement()) {
                statement.execute(each.statement());
                assertThat(delivered().changed(owner)).extracting(ChangedGuard::guard).contains(each.guard());
            } finally {
                owner.rollback();
                owner.setAutoCommit(true);
            }
            assertThat(delivered().changed(owner)).isEmpty();
        })).toList();
    }

    @Test
    void a_database_whose_triggers_are_off_for_everybody_is_named() throws Exception {
        String name = ledger.database.name();
        try (Connection superuser = TestServers.superuserConnection(); Statement statement = superuser.createStatement()) {
            statement.execute("alter database " + name + " set session_replication_role to replica");
            try (Connection service = DriverManager.getConnection(ledger.database.jdbcUrl(), "ledger_service", "ledger_service")) {
                assertThat(delivered().changed(service))
                        .containsExactly(new ChangedGuard("setting session_replication_role", "replica", "origin"));
            }
            statement.execute("alter database " + name + " reset session_replication_role");
        }
    }

    /** What an auditor or an operator adds for himself is none of it. */
    @Test
    void what_somebody_added_beside_it_is_not_named() throws Exception {
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            for (String each : List.of(
                    "create index facts_by_type on facts (type)",
                    "create view facts_of_today as select * from facts where recorded_at > current_date",
                    "create table copy as select * from facts",
                    "create function count_facts() returns bigint language sql as 'select count(*) from facts'",
                    "comment on table facts is 'the log'",
                    "alter table facts set (autovacuum_vacuum_scale_factor = 0.01)",
                    "alter table facts alter column envelope set storage external",
                    "alter table facts enable always trigger facts_are_append_only",
                    "grant select on facts to public",
                    "cluster facts using facts_pkey",
                    "analyze")) {
                statement.execute(each);
            }
            assertThat(delivered().changed(owner)).isEmpty();
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    /** Where definitions are printed otherwise nothing is named that is right, and what any server says alike is. */
    @Test
    void a_server_of_another_major_release_may_print_definitions_otherwise() throws Exception {
        String text = SchemaGuards.text(owner);
        String otherwise = text.replaceFirst("PostgreSQL \\d+", "PostgreSQL 14").replace("CHECK (", "CHECK ((").replace("SELECT", "select");
        assertThat(otherwise).isNotEqualTo(text);
        assertThat(SchemaGuards.of(otherwise).changed(owner)).isEmpty();

        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("alter table facts disable trigger user");
            assertThat(SchemaGuards.of(otherwise).changed(owner)).extracting(ChangedGuard::guard).containsExactly("trigger facts_are_append_only of facts");
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    private static SchemaGuards delivered() throws IOException {
        return SchemaGuards.of(Files.readString(DELIVERED));
    }

    private static Connection owner(TestServers.TestDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), "ledger_owner", "ledger_owner");
    }
}
