package dev.budgetledger.projection.replay;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.Watermark;
import dev.budgetledger.embedded.TestServers;
import dev.budgetledger.embedded.TestServers.TestDatabase;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.intake.RunningProjection;
import dev.budgetledger.projection.intake.TestPublisher;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SignedLog;

import static org.assertj.core.api.Assertions.assertThat;

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
        try (TestPublisher publisher = TestPublisher.toNewTopics(3);
                RunningProjection one = running();
                RunningProjection other = running()) {
            publish(publisher, 400);
            one.awaitPosition(400);
            String right = one.get(AT_300).body();
            Doctor.change(one.jdbc(), """
                    update entries set amount = amount + 100000 where (position, ordinal) = (
                        select e.position, e.ordinal from entries e join facts f using (position)
                        where f.stream = 'D0-2023' and e.position <= 300 and e.line is not null and not e.frozen
                            and e.effective_on <= '2023-12-31' -- and no summary is over it, so that tables are made of it
                            and not exists (select from line_summaries s where s.line = e.line and s.position >= e.position)
                        order by e.position desc limit 1)""");
            assertThat(one.get(AT_300).body()).isNotEqualTo(right);

            AtomicBoolean ended = new AtomicBoolean();
            List<Thread> hammering = new ArrayList<>();
            for (RunningProjection each : List.of(one, other)) {
                hammering.add(Thread.ofVirtual().start(() -> read(each, ended)));
                hammering.add(Thread.ofVirtual().start(() -> read(each, ended)));
            }
            Thread publishing = Thread.ofVirtual().start(() -> {
                for (int to = 410; to <= 1200; to += 10) {
                    publish(publisher, to);
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
        try (TestPublisher publisher = TestPublisher.toNewTopics(3)) {
            try (RunningProjection first = running()) {
                publish(publisher, 500);
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
                publish(publisher, 700);
                restarted.awaitPosition(700).awaitReadiness(200);

                switched(restarted);

                publish(publisher, 800);
                restarted.awaitPosition(800);
                assertThat(restarted.get(AT_300).body()).isEqualTo(before);
                assertThat(replay(restarted, "{}").at("/result/equal").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void what_the_ledger_has_not_signed_is_not_served() throws Exception {
        try (TestPublisher publisher = TestPublisher.toNewTopics(2);
                RunningProjection projection = running()) {
            publisher.facts(log.facts().subList(0, 100));
            publisher.watermark(new Watermark(100, log.facts().get(99).recordedAt().minusNanos(1000)));
            projection.awaitPosition(100);

            JsonNode replay = replay(projection, "{\"switch\":true,\"position\":100}");

            assertThat(replay.at("/state").asString()).isEqualTo("FAILED");
            assertThat(replay.at("/failure").asString()).startsWith("no signed head of the log is over position 100");
            assertThat(projection.bean(Generations.class).served().schema()).isEqualTo("public");
        }
    }

    private RunningProjection running() {
        return RunningProjection.on(
                database,
                log.setting(),
                "--projection.comparison.enabled=false",
                "--projection.kafka.properties.max.poll.records=50");
    }

    private void publish(TestPublisher publisher, int to) {
        publisher.facts(log.facts().subList(published.get(), to));
        publisher.watermark(log.head(to));
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
