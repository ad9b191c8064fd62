package dev.budgetledger.projection.generations;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

import dev.budgetledger.projection.generations.GenerationsConfiguration.ServedJdbcTemplate;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;

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

            generations.build().orElseThrow().serve((_, _) -> {});
            assertThat(schema(jdbc)).isEqualTo("generation_2");
            TimeUnit.MILLISECONDS.sleep(1500); // longer than lies between two looks whether there is an answer
            assertThat(before.source().isClosed()).isFalse();
            switched.countDown();

            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("public public");
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> before.source().isClosed());
        }
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
