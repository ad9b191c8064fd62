package dev.budgetledger.projection.intake;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.embedded.TestServers;
import dev.budgetledger.embedded.TestServers.TestDatabase;
import dev.budgetledger.projection.samples.SampleLog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Somebody else writes to the topics of the ledger. What a person acknowledges is passed by; what the log needs never is. */
@ExtendWith(OutputCaptureExtension.class)
class ForeignRecordTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final String TABLE = "/v1/disclosures/301/2023/tables/expenditure?unit=YUAN";
    private static final String ADDRESS = "/v1/intake/acknowledgements";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TestDatabase database = TestServers.newProjectionDatabase("projection");
    private final SampleLog log = new SampleLog();

    @Test
    void a_foreign_record_is_named_acknowledged_and_passed_by_and_meanwhile_the_lag_is_true(CapturedOutput output)
            throws Exception {
        log.open(OFFICE);
        log.tick().allocate(OFFICE, JUNE, SampleLog.STAFF, 100);
        try (TestRelay relay = TestRelay.toNewTopics(1);
                RunningProjection projection = RunningProjection.on(database, "--projection.behind-after=100000d")) {
            relay.facts(log.facts());
            relay.watermark(new Watermark(2, log.now()));
            projection.awaitPosition(2).awaitReadiness(200);
            String before = projection.get(TABLE).body();

            relay.send(List.of(foreign(OFFICE.stream(), null)));
            relay.facts(List.of(log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, 30)));
            relay.facts(List.of(log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, 7)));
            relay.watermark(new Watermark(4, log.now()));

            JsonNode intake = standing(projection, 2);
            assertThat(intake.at("/stopped").asString()).isEqualTo("before budget.facts.v1-0@3: the record is empty");
            Awaitility.await().until(() -> standing(projection, 2).at("/lag").asLong() == 2);
            Awaitility.await().until(() -> meter(projection, "projection.intake.lag.facts") == 2);
            assertThat(meter(projection, "projection.intake.halted")).isEqualTo(1);
            assertThat(meter(projection, "projection.complete.through")).isEqualTo(2);
            HttpResponse<String> behind = projection.get(TABLE);
            assertThat(behind.headers().firstValue("Ledger-Lag").orElseThrow()).matches("facts=2, seconds=[0-9]+, stopped");
            assertThat(JSON.readTree(behind.body()).at("/asOf/lag/facts").asLong()).isEqualTo(2);
            assertThat(projection.get(TABLE + "&position=2").headers().firstValue("Ledger-Lag")).isEmpty();
            assertThat(projection.get(TABLE + "&position=2").body()).isEqualTo(before);

            String digest = intake.at("/record/digest").asString();
            refused(projection, body(2, 2, digest), 409, "NOTHING_TO_ACKNOWLEDGE", "offset");
            refused(projection, body(3, 99, digest), 409, "NOTHING_TO_ACKNOWLEDGE", "through");
            refused(projection, body(3, 3, "0".repeat(64)), 409, "DIGEST_DIFFERS", "digest");
            HttpResponse<String> acknowledged = projection.post(ADDRESS, body(3, 3, digest));
            assertThat(acknowledged.statusCode()).as(acknowledged.body()).isEqualTo(201);
            projection.awaitPosition(4).awaitReadiness(200);
            Awaitility.await().until(() -> meter(projection, "projection.intake.halted") == 0);
            assertThat(meter(projection, "projection.intake.lag.facts")).isZero();
            Awaitility.await().until(() -> projection.bean(MeterRegistry.class)
                    .get("projection.facts.applied").functionCounter().count() == 4);

            assertThat(projection.get(TABLE).headers().firstValue("Ledger-Lag")).isEmpty();
            HttpResponse<String> again = projection.post(ADDRESS, body(3, 3, digest));
            assertThat(again.body()).isEqualTo(acknowledged.body());
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            refused(projection, body(4, 4, digest), 409, "NOTHING_TO_ACKNOWLEDGE", "partition");
            assertThat(JSON.readTree(projection.get(ADDRESS).body()).at("/acknowledgements/0"))
                    .isEqualTo(JSON.readTree(acknowledged.body()));
            assertThat(rebuilt(projection).at("/result/equal").asBoolean()).isTrue();
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR"))).hasSize(1);
    }

    private static double meter(RunningProjection projection, String name) {
        return projection.bean(MeterRegistry.class).get(name).gauge().value();
    }

    @Test
    void many_are_acknowledged_at_once_and_what_is_of_the_log_among_them_is_applied() throws Exception {
        Envelope opened = log.open(OFFICE);
        try (TestRelay relay = TestRelay.toNewTopics(1);
                RunningProjection projection = RunningProjection.on(database)) {
            relay.facts(List.of(opened));
            relay.send(Collections.nCopies(1000, foreign("301-2023", "{\"position\": \"of another log\"}")));
            relay.facts(List.of(log.tick().allocate(OFFICE, JUNE, SampleLog.STAFF, 100)));
            relay.send(Collections.nCopies(1000, foreign(null, "noise")));
            relay.facts(List.of(log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, 30)));
            relay.watermark(new Watermark(3, log.now()));

            JsonNode intake = standing(projection, 1);
            Awaitility.await().until(() -> standing(projection, 1).at("/acknowledge").asString()
                    .contains("\"offset\": 1, \"through\": 1000"));
            Awaitility.await().until(() -> projection.post(
                    ADDRESS, body(1, 2001, intake.at("/record/digest").asString())).statusCode() == 201);

            projection.awaitPosition(3).awaitReadiness(200);
            assertThat(projection.count("facts")).isEqualTo(3);
        }
    }

    @Test
    void a_record_that_the_log_needs_is_not_acknowledged() throws Exception {
        log.open(OFFICE);
        Envelope needed = log.tick().allocate(OFFICE, JUNE, SampleLog.STAFF, 100);
        try (TestRelay relay = TestRelay.toNewTopics(1);
                RunningProjection projection = RunningProjection.on(database)) {
            relay.facts(List.of(log.facts().getFirst()));
            // Of a later release of the ledger, say.
            relay.send(List.of(foreign(OFFICE.stream(), new String(needed.bytes(), UTF_8))));
            relay.watermark(new Watermark(2, log.now()));

            String digest = standing(projection, 1).at("/record/digest").asString();
            Awaitility.await().until(() -> projection.post(ADDRESS, body(1, 1, digest)).body()
                    .contains("says to be position 2, which the log has and no other record is"));
            refused(projection, body(1, 1, digest), 409, "RECORD_OF_THE_LOG", "offset");
            assertThat(standing(projection, 1).at("/stopped").asString()).startsWith("before budget.facts.v1-0@1: ");
        }
    }

    @Test
    void a_foreign_record_among_the_ticks_is_passed_by_too() throws Exception {
        log.open(OFFICE);
        try (TestRelay relay = TestRelay.toNewTopics(2);
                RunningProjection projection = RunningProjection.on(database)) {
            relay.facts(log.facts());
            relay.send(List.of(new ProducerRecord<>(Topics.WATERMARKS, 0, null, "noise".getBytes(UTF_8))));
            relay.watermark(new Watermark(1, log.now()));

            String digest = standing(projection, 0).at("/record/digest").asString();
            HttpResponse<String> acknowledged = projection.post(
                    ADDRESS, body(0, 0, digest).replace(Topics.FACTS, Topics.WATERMARKS));

            assertThat(acknowledged.statusCode()).as(acknowledged.body()).isEqualTo(201);
            projection.awaitPosition(1).awaitReadiness(200);
        }
    }

    @Test
    void what_is_no_acknowledgement_names_its_field() throws Exception {
        try (TestRelay _ = TestRelay.toNewTopics(1);
                RunningProjection projection = RunningProjection.on(database)) {
            String good = body(3, 3, "0".repeat(64));
            refused(projection, "[]", 400, "MALFORMED_JSON", "body");
            refused(projection, good.replace("\"offset\": 3", "\"offset\": -3"), 400, "FIELD_INVALID", "offset");
            refused(projection, good.replace("\"through\": 3", "\"through\": 2"), 400, "FIELD_INVALID", "through");
            refused(projection, good.replace("00\"", "0\""), 400, "FIELD_INVALID", "digest");
            refused(projection, good.replace("budget.facts.v1", "other"), 400, "FIELD_INVALID", "topic");
            refused(projection, good.replace("tested", " "), 400, "FIELD_MISSING", "reason");
            refused(projection, good.replace("partition", "division"), 400, "UNKNOWN_FIELD", "division");
            refused(projection, good, 409, "NOTHING_TO_ACKNOWLEDGE", "partition");
        }
    }

    /** What health says of the intake once it stands and has seen all, with this many facts applied. */
    private static JsonNode standing(RunningProjection projection, long completeThrough) {
        String health = Awaitility.await().until(
                () -> projection.readiness().body(), body -> body.contains("\"digest\""));
        JsonNode details = JSON.readTree(health).at("/components/intake/details");
        assertThat(details.at("/completeThrough").asLong()).isEqualTo(completeThrough);
        return details;
    }

    private static void refused(RunningProjection projection, String body, int status, String code, String field)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = projection.post(ADDRESS, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).at("/code").asString()).as(answer.body()).isEqualTo(code);
        assertThat(JSON.readTree(answer.body()).at("/field").asString()).as(answer.body()).isEqualTo(field);
    }

    private static JsonNode rebuilt(RunningProjection projection) throws IOException, InterruptedException {
        HttpResponse<String> started = Awaitility.await().until(
                () -> projection.post("/v1/replays", ""), answer -> answer.statusCode() != 409);
        String location = started.headers().firstValue("Location").orElseThrow();
        return JSON.readTree(Awaitility.await().until(
                () -> projection.get(location).body(), replay -> !replay.contains("\"endedAt\":null")));
    }

    private static String body(long offset, long through, String digest) {
        return """
                {"topic": "budget.facts.v1", "partition": 0, "offset": %d, "through": %d, "digest": "%s", "reason": "tested"}"""
                .formatted(offset, through, digest);
    }

    private static ProducerRecord<byte[], byte[]> foreign(@Nullable String key, @Nullable String value) {
        return new ProducerRecord<>(
                Topics.FACTS, 0, key == null ? null : key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }
}
