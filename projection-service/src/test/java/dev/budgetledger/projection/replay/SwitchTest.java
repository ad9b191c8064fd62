package dev.budgetledger.projection.replay;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.intake.RunningProjection;
import dev.budgetledger.projection.intake.TestRelay;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SignedLog;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.testservers.TestServers.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The projection is rebuilt beside the old one and takes its place while it is read and written, in every instance. */
class SwitchTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TABLES = "/v1/disclosures/D0/2023/tables/";
    private static final String AT_300 = TABLES + "revenue-and-expenditure?unit=YUAN&position=300";

    private final SignedLog log = new SignedLog(SampleLog.random(new Random(99), 1200).facts());
    private final TestDatabase database = TestServers.newProjectionDatabase("projection");
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger published = new AtomicInteger();

    @Test
    void a_doctored_projection_is_healed_with_no_failed_and_no_regressed_read_while_facts_come_in() throws Exception {
        try (TestRelay relay = TestRelay.toNewTopics(3);
                RunningProjection one = running();
                RunningProjection other = running()) {
            relay(relay, 400);
            one.awaitPosition(400);
            other.awaitPosition(400);
            String right = other.get(AT_300).body(); // not by the one that is doctored: it would keep what it read
            Doctor.change(one.jdbc(), """
                    update stored_facts s set entries[2 * ordinal + 2] = entries[2 * ordinal + 2] + 100000 from (
                        select e.position, e.ordinal from entries e join facts f using (position)
                        where f.stream = 'D0-2023' and e.position <= 300 and e.line is not null and not e.frozen
                            and e.effective_on <= '2023-12-31' -- and no snapshot is over it, so that tables are made of it
                            and not exists (select from stream_snapshots s where s.stream = f.stream and s.position >= e.position)
                        order by e.position desc limit 1) e where e.position = s.position""");
            assertThat(one.get(AT_300).body()).isNotEqualTo(right);

            AtomicBoolean ended = new AtomicBoolean();
            List<Thread> hammering = new ArrayList<>();
            for (RunningProjection each : List.of(one, other)) {
                hammering.add(Thread.ofVirtual().start(() -> read(each, ended)));
                hammering.add(Thread.ofVirtual().start(() -> read(each, ended)));
            }
            Thread publishing = Thread.ofVirtual().start(() -> {
                for (int to = 410; to <= 1200; to += 10) {
                    relay(relay, to);
                }
            });
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answers.get() > hammering.size());
            JsonNode replay = switched(one);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> published.get() == 1200);
            publishing.join();
            one.awaitPosition(1200);
            other.awaitPosition(1200);
            int atTheEnd = answers.get();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answers.get() > atTheEnd + hammering.size());
            ended.set(true);
            for (Thread each : hammering) {
                each.join();
            }

            assertThat(failures).isEmpty();
            assertThat(answers).hasValueGreaterThan(atTheEnd);
            assertThat(replay.at("/result/equal").asBoolean()).as("the old one was not right").isFalse();
            assertThat(replay.at("/result/rows/firstDifference/column").asString()).isEqualTo("amount");
            for (RunningProjection each : List.of(one, other)) {
                assertThat(each.bean(Generations.class).served().number()).isEqualTo(replay.at("/id").asLong());
                assertThat(each.get(AT_300).body()).isEqualTo(right);
            }
            assertThat(replay(other, "{}").at("/result/equal").asBoolean()).isTrue();
        }
    }

    @Test
    void what_was_retired_is_removed_and_a_restart_serves_what_was_switched_to() throws Exception {
        try (TestRelay relay = TestRelay.toNewTopics(3)) {
            try (RunningProjection first = running()) {
                relay(relay, 500);
                first.awaitPosition(500);
                switched(first);
                first.bean(Generations.class).sweep(Duration.ofHours(1));
                assertThat(states(first)).as("kept for a while").containsExactly("RETIRED", "SERVED");

                Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                    first.bean(Generations.class).sweep(Duration.ZERO);
                    return states(first).size() == 1;
                });
                assertThat(first.jdbc().sql("select count(*) from pg_tables where schemaname = 'public'").query(Long.class).single()).isZero();
            }
            try (RunningProjection restarted = running()) {
                String before = restarted.get(AT_300).body();
                relay(relay, 700);
                restarted.awaitPosition(700).awaitReadiness(200);

                switched(restarted);

                relay(relay, 800);
                restarted.awaitPosition(800);
                assertThat(restarted.get(AT_300).body()).isEqualTo(before);
                assertThat(replay(restarted, "{}").at("/result/equal").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void an_instance_that_slept_through_a_switch_and_the_removal_of_the_old_schema_continues() throws Exception {
        try (TestRelay relay = TestRelay.toNewTopics(3);
                RunningProjection one = running();
                RunningProjection sleeper = running("--spring.datasource.hikari.maximum-pool-size=3")) {
            relay(relay, 400);
            one.awaitPosition(400);
            sleeper.awaitPosition(400);
            String right = sleeper.get(AT_300).body();
            Object asleep = knownTo(sleeper);

            switched(one);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                one.bean(Generations.class).sweep(Duration.ZERO);
                return states(one).size() == 1;
            });

            for (String address : List.of(
                    TABLES + "expenditure",
                    "/v1/disclosures/D0/2023/tables",
                    TABLES + "revenue-and-expenditure/cells/1/incomeAmount?position=300",
                    "/v1/disclosures/D0/2023/year-over-year",
                    "/v1/disclosures/D0/2023/changes?fromPosition=100&toPosition=300",
                    "/v1/disclosures/D0/2023/publications",
                    "/v1/disclosures/D0/2023/checks",
                    "/v1/disclosures/D0/2023/evidence?position=300",
                    "/actuator/health/readiness",
                    AT_300)) {
                fallAsleep(sleeper, asleep);
                HttpResponse<String> answer = sleeper.get(address);
                assertThat(answer.statusCode()).as(address + ": " + answer.body()).isEqualTo(200);
            }
            assertThat(sleeper.get(AT_300).body()).isEqualTo(right);
            fallAsleep(sleeper, asleep);
            Generations generations = sleeper.bean(Generations.class);
            assertThat(generations.inOne(() -> count(sleeper) + count(sleeper))).as("an answer of two").isEqualTo(800);

            fallAsleep(sleeper, asleep);
            relay(relay, 500);
            one.awaitPosition(500);
            sleeper.awaitPosition(500).awaitReadiness(200);

            fallAsleep(sleeper, asleep);
            assertThat(replay(sleeper, "{}").at("/result/equal").asBoolean()).isTrue();
        }
    }

    /** A question to a table that never was is a fault, not asked for ever. */
    @Test
    void a_table_that_no_generation_has_is_still_an_error() throws Exception {
        try (RunningProjection projection = running()) {
            assertThatThrownBy(() -> projection.jdbc().sql("select 1 from nowhere").query(Long.class).single())
                    .isInstanceOf(BadSqlGrammarException.class);
        }
    }

    private static long count(RunningProjection projection) {
        return projection.jdbc().sql("select count(*) from facts where position <= 400").query(Long.class).single();
    }

    private static Object knownTo(RunningProjection projection) {
        return Objects.requireNonNull(ReflectionTestUtils.getField(projection.bean(Generations.class), "served"));
    }

    /** As if it had not looked since. */
    private static void fallAsleep(RunningProjection projection, Object known) {
        ReflectionTestUtils.setField(projection.bean(Generations.class), "served", known);
    }

    @Test
    void what_the_ledger_has_not_signed_is_not_served() throws Exception {
        try (TestRelay relay = TestRelay.toNewTopics(2);
                RunningProjection projection = running()) {
            relay.facts(log.facts().subList(0, 100));
            relay.watermark(new Watermark(100, log.facts().get(99).recordedAt().minusNanos(1000)));
            projection.awaitPosition(100);

            JsonNode replay = replay(projection, "{\"switch\":true,\"position\":100}");

            assertThat(replay.at("/state").asString()).isEqualTo("FAILED");
            assertThat(replay.at("/failure").asString()).startsWith("no signed head of the log is over position 100");
            assertThat(projection.bean(Generations.class).served().schema()).isEqualTo("public");
        }
    }

    private RunningProjection running(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                log.setting(),
                "--projection.reconciliation.enabled=false",
                "--projection.kafka.properties.max.poll.records=50"));
        settings.addAll(List.of(more));
        return RunningProjection.on(database, settings.toArray(String[]::new));
    }

    private void relay(TestRelay relay, int to) {
        relay.facts(log.facts().subList(published.get(), to));
        relay.watermark(log.head(to));
        published.set(to);
    }

    /** Asks now, at least what was published, and of an earlier point, again and again. */
    private void read(RunningProjection projection, AtomicBoolean ended) {
        long last = 0;
        while (!ended.get()) {
            try {
                HttpResponse<String> now = projection.get(TABLES + "expenditure");
                long position = now.headers().firstValueAsLong("Ledger-Position").orElse(-1);
                if (now.statusCode() != 200 || position < last) {
                    failures.add("after " + last + ": " + now.statusCode() + " at " + position + " " + now.body());
                }
                last = position;
                int known = published.get();
                HttpResponse<String> waited = projection.get(TABLES + "revenue?position=" + known);
                if (waited.statusCode() != 200 || waited.headers().firstValueAsLong("Ledger-Position").orElse(-1) != known) {
                    failures.add("at " + known + ": " + waited.statusCode() + " " + waited.body());
                }
                HttpResponse<String> early = projection.get(TABLES + "revenue-and-expenditure/cells/1/incomeAmount?position=300");
                if (early.statusCode() != 200) {
                    failures.add("cell: " + early.statusCode() + " " + early.body());
                }
                answers.incrementAndGet();
            } catch (IOException | InterruptedException e) {
                failures.add(e.toString());
            }
        }
    }

    private static JsonNode switched(RunningProjection projection) throws Exception {
        JsonNode replay = replay(projection, "{\"switch\":true}");
        assertThat(replay.at("/state").asString()).as(replay.toString()).isEqualTo("SWITCHED");
        return replay;
    }

    private static JsonNode replay(RunningProjection projection, String body) throws Exception {
        HttpResponse<String> started = Awaitility.await().until(
                () -> projection.post("/v1/replays", body), answer -> answer.statusCode() != 409);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String location = started.headers().firstValue("Location").orElseThrow();
        return Awaitility.await().atMost(Duration.ofSeconds(90)).until(
                () -> Optional.of(JSON.readTree(projection.get(location).body())),
                replay -> replay.map(each -> !each.at("/endedAt").isNull()).orElse(false)).orElseThrow();
    }

    private static List<String> states(RunningProjection projection) {
        return projection.jdbc().sql("select state from generations.generations order by number")
                .query((row, _) -> row.getString(1)).list();
    }
}
