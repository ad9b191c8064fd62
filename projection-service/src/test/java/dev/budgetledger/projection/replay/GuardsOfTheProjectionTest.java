package dev.budgetledger.projection.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.budgetledger.projection.intake.RunningProjection;
import dev.budgetledger.projection.intake.TestRelay;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SignedLog;
import dev.budgetledger.testservers.GuardBreaks;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.workers.guards.ChangedGuard;
import dev.budgetledger.workers.guards.SchemaGuards;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the rows of a projection are kept and read by is as it was delivered, or what is not is named, in whatever generation. After a new script
 * write what is delivered again, and look at what changed: {@code -Dschemas.write=true}.
 */
class GuardsOfTheProjectionTest {

    /** By the schema. */
    private static final Map<String, Path> DELIVERED = Map.of(
            "generation_7", Path.of("src/main/resources/db/projection.guards.txt"),
            "generations", Path.of("src/main/resources/db/generations.guards.txt"));

    private static Connection owner;

    @BeforeAll
    static void givenTheSchemasOfAProjection() throws Exception {
        TestServers.TestDatabase database = TestServers.newProjectionDatabase("projection");
        migrate(database, "generation_7", "db/projection", "latest");
        migrate(database, "generations", "db/generations", "latest");
        owner = owner(database);
        if (Boolean.getBoolean("schemas.write")) {
            for (String schema : DELIVERED.keySet()) {
                owner.setSchema(schema);
                Files.writeString(file(schema), SchemaGuards.text(owner));
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        owner.close();
    }

    @TestFactory
    List<DynamicTest> what_is_delivered_is_what_the_scripts_make() {
        return DELIVERED.keySet().stream().sorted().map(schema -> DynamicTest.dynamicTest(schema, () -> {
            owner.setSchema(schema);
            assertThat(file(schema)).hasContent(SchemaGuards.text(owner));
            assertThat(delivered(schema).changed(owner)).isEmpty();
        })).toList();
    }

    @TestFactory
    List<DynamicTest> each_that_is_broken_is_named_until_it_is_restored() throws IOException, SQLException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String schema : DELIVERED.keySet()) {
            SchemaGuards delivered = delivered(schema);
            owner.setSchema(schema);
            for (GuardBreaks.Break broken : GuardBreaks.all(owner)) {
                tests.add(DynamicTest.dynamicTest(schema + ": " + broken.statement(), () -> {
                    owner.setSchema(schema);
                    owner.setAutoCommit(false);
                    try (Statement statement = owner.createStatement()) {
                        statement.execute(broken.statement());
                        assertThat(delivered.changed(owner)).extracting(ChangedGuard::guard).contains(broken.guard());
                    } finally {
                        owner.rollback();
                        owner.setAutoCommit(true);
                    }
                    assertThat(delivered.changed(owner)).isEmpty();
                }));
            }
        }
        assertThat(tests).hasSizeGreaterThan(400);
        return tests;
    }

    @Test
    void a_schema_that_grew_release_by_release_has_what_a_new_one_has() throws Exception {
        TestServers.TestDatabase grown = TestServers.newProjectionDatabase("projection");
        for (MigrationInfo script : flyway(grown, "public", "db/projection").load().info().all()) {
            migrate(grown, "public", "db/projection", script.getVersion().getVersion());
        }
        try (Connection connection = owner(grown)) {
            assertThat(delivered("generation_7").changed(connection)).isEmpty();
        }
    }

    /** docs/runbooks/one-history.md, "Guards are not as they were delivered". */
    @Test
    void the_reconciliation_names_each_until_it_is_restored_and_a_rebuild_has_all_of_them() throws Exception {
        SignedLog log = new SignedLog(SampleLog.random(new Random(100), 300).facts());
        try (TestRelay relay = TestRelay.toNewTopics(3);
                RunningProjection projection = RunningProjection.on(TestServers.newProjectionDatabase("projection"), log.setting(),
                        "--projection.reconciliation.share=1", "--projection.reconciliation.pause=1ms")) {
            relay.facts(log.facts());
            relay.watermark(log.head(log.facts().size()));
            projection.awaitPosition(log.facts().size());
            ReconciliationStatus status = projection.bean(ReconciliationStatus.class);

            // given guards of both schemas that are off, gone, and changed
            for (String each : List.of(
                    "alter table line_entries disable trigger line_entries_are_append_only",
                    "alter table stored_facts drop constraint stored_facts_check4",
                    "create or replace view postings as select * from (" + view(projection, "postings") + ") p where amount > 1",
                    "drop index generations.one_is_served")) {
                projection.jdbc().sql(each).update();
            }

            // then each is named, health is down, and it is served as ever
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(guards(status)).containsExactlyInAnyOrder(
                    "trigger line_entries_are_append_only of line_entries", "constraint stored_facts_check4 of stored_facts", "postings",
                    "unique index one_is_served of generations in generations"));
            assertThat(projection.get("/actuator/health/reconciliation").body()).contains("\"status\":\"DOWN\"", "\"guard\":\"", "\"expected\":\"");
            assertThat(projection.get("/actuator/health/readiness").statusCode()).isEqualTo(200);

            // when those of the other schema are restored, by hand, and the projection is rebuilt
            projection.jdbc().sql("create unique index one_is_served on generations.generations ((true)) where state = 'SERVED'").update();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> guards(status).size() == 3);
            assertThat(projection.post("/v1/replays", "{\"switch\":true}").statusCode()).isEqualTo(202);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> projection.get("/v1/replays/2").body().contains("SWITCHED"));

            // then nothing is named any more
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() ->
                    projection.get("/actuator/health/reconciliation").body().contains("\"status\":\"UP\""));
            assertThat(status.differences()).isEmpty();
        }
    }

    private static String view(RunningProjection projection, String name) {
        return projection.jdbc().sql("select rtrim(pg_get_viewdef('" + name + "'::regclass), ';')").query(String.class).single();
    }

    private static List<String> guards(ReconciliationStatus status) {
        return status.differences().stream().filter(Drift.OfGuard.class::isInstance).map(Drift.OfGuard.class::cast).map(Drift.OfGuard::guard).toList();
    }

    private static SchemaGuards delivered(String schema) throws IOException {
        return SchemaGuards.of(Files.readString(file(schema)));
    }

    private static Connection owner(TestServers.TestDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), "projection_service", "projection_service");
    }

    private static void migrate(TestServers.TestDatabase database, String schema, String scripts, String target) {
        flyway(database, schema, scripts).target(target).load().migrate();
    }

    private static FluentConfiguration flyway(TestServers.TestDatabase database, String schema, String scripts) {
        return Flyway.configure().dataSource(database.jdbcUrl(), "projection_service", "projection_service").schemas(schema)
                .locations("classpath:" + scripts);
    }

    private static Path file(String schema) {
        return Objects.requireNonNull(DELIVERED.get(schema));
    }
}
