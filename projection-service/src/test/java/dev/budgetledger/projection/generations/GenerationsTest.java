package dev.budgetledger.projection.generations;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

import dev.budgetledger.projection.generations.GenerationsConfiguration.ServedJdbcTemplate;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GenerationsTest {

    @Test
    void an_answer_that_is_being_made_keeps_its_connections_though_another_was_switched_to() throws Exception {
        try (Generations generations = new Generations(pools(), Duration.ZERO)) {
            JdbcClient jdbc = JdbcClient.create(new ServedJdbcTemplate(new ServedDataSource(generations), generations));
            Generation before = generations.served();
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch switched = new CountDownLatch(1);
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> generations.inOne(() -> {
                String first = schema(jdbc);
                begun.countDown();
                await(switched);
                return first + " " + schema(jdbc);
            }));
            await(begun);

            GenerationBuild next = generations.build().orElseThrow();
            next.complete();
            next.serve((_, _) -> {});
            assertThat(schema(jdbc)).isEqualTo("generation_2");
            TimeUnit.MILLISECONDS.sleep(1500); // longer than lies between two looks whether there is an answer
            assertThat(before.source().isClosed()).isFalse();
            switched.countDown();

            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("public public");
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> before.source().isClosed());
        }
    }

    @Test
    void what_is_built_has_the_columns_keys_indexes_and_triggers_of_what_has_grown() {
        try (Generations generations = new Generations(pools());
                GenerationBuild building = generations.build().orElseThrow()) {
            JdbcClient jdbc = generations.home();
            Flyway.configure().dataSource(generations.served().source()).schemas("grown").locations("classpath:db/projection").load().migrate();
            String schema = building.generation().schema();

            assertThat(shape(jdbc, "grown")).hasSizeGreaterThan(100).contains("trigger stored_facts facts_are_append_only");
            assertThat(shape(jdbc, schema))
                    .doesNotContain("index stored_facts postings_in_order", "index stored_facts facts_pkey", "index line_entries line_entries_pkey")
                    .contains("trigger line_entries line_entries_are_append_only");

            building.makeKeys();
            assertThat(shape(jdbc, schema)).contains("index line_entries line_entries_pkey", "index stored_facts facts_pkey").doesNotContain("index stored_facts postings_in_order");

            building.complete();
            assertThat(shape(jdbc, schema)).isEqualTo(shape(jdbc, "grown"));
            assertThat(definitions(jdbc, schema)).isEqualTo(definitions(jdbc, "grown"));
        }
    }

    @Test
    void nothing_is_served_without_its_indexes() {
        try (Generations generations = new Generations(pools());
                GenerationBuild building = generations.build().orElseThrow()) {
            assertThatThrownBy(() -> building.serve((_, _) -> {})).isInstanceOf(IllegalStateException.class).hasMessageContaining("indexes");
            assertThat(generations.served().number()).isEqualTo(1);
        }
    }

    @Test
    void a_build_that_is_killed_between_its_indexes_and_the_switch_is_built_again() {
        Pools pools = pools();
        try (Generations killed = new Generations(pools);
                Generations other = new Generations(pools)) {
            GenerationBuild building = killed.build().orElseThrow();
            building.complete();
            assertThat(other.build()).as("while it lives").isEmpty();

            killed.close(); // all that an instance holds in the database is gone when it is killed

            try (GenerationBuild again = other.build().orElseThrow()) {
                String before = building.generation().schema();
                assertThat(again.generation().number()).isGreaterThan(building.generation().number());
                assertThat(shape(other.home(), before)).isEmpty();
                again.complete();
                again.serve((_, _) -> {});
                assertThat(other.served().number()).isEqualTo(again.generation().number());
            }
        }
    }

    @Test
    void what_a_rollback_took_back_is_made_again() {
        try (Generations generations = new Generations(pools());
                GenerationBuild building = generations.build().orElseThrow()) {
            TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(building.generation().source()));
            transactions.executeWithoutResult(rolledBack -> {
                building.makeKeys();
                rolledBack.setRollbackOnly();
            });
            assertThat(shape(generations.home(), building.generation().schema())).doesNotContain("index stored_facts facts_pkey");

            building.makeKeys();
            building.makeKeys();

            assertThat(shape(generations.home(), building.generation().schema())).contains("index line_entries line_entries_pkey", "index stored_facts facts_pkey");
        }
    }

    /** What there is in a schema, by kind, table and name. */
    private static List<String> shape(JdbcClient jdbc, String schema) {
        return jdbc.sql("""
                        select 'column ' || table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable
                        from information_schema.columns where table_schema = ?
                        union all select 'index ' || tablename || ' ' || indexname from pg_indexes where schemaname = ?
                        union all select 'constraint ' || conrelid::regclass::text || ' ' || conname || ' ' || contype::text
                        from pg_constraint where connamespace = to_regnamespace(?) and contype <> 'n'
                        union all select 'trigger ' || c.relname || ' ' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                        where c.relnamespace = to_regnamespace(?) and not t.tgisinternal
                        order by 1""")
                .params(schema, schema, schema, schema)
                .query((row, _) -> row.getString(1).replace(schema + ".", ""))
                .list();
    }

    private static List<String> definitions(JdbcClient jdbc, String schema) {
        return jdbc.sql("select replace(indexdef, ?, '') from pg_indexes where schemaname = ? order by 1")
                .params(schema + ".", schema)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String schema(JdbcClient jdbc) {
        return jdbc.sql("select current_schema").query(String.class).single();
    }

    private static void await(CountDownLatch latch) {
        try {
            var _ = latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Pools pools() {
        DataSourceProperties properties = new DataSourceProperties();
        properties.setUrl(TestServers.newProjectionDatabase("projection").jdbcUrl());
        properties.setUsername("projection_service");
        properties.setPassword("projection_service");
        return new Pools(properties, Binder.get(new MockEnvironment()));
    }
}
