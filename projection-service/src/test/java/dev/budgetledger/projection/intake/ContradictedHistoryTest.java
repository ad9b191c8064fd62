package dev.budgetledger.projection.intake;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SignedLog;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.testservers.TestServers.TestDatabase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** 分叉: the ledger signs two histories, as after a database that came back without its last commits. */
class ContradictedHistoryTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final String BUDGET = "/v1/disclosures/301/2023";
    private static final String TABLE = BUDGET + "/tables/expenditure";

    private final TestDatabase database = TestServers.newProjectionDatabase("projection");
    private final SampleLog one = log(100);
    private final SampleLog other = log(50);
    private final SignedLog signed = new SignedLog(one.facts());
    private final SignedLog signedToo = new SignedLog(other.facts(), signed.key());

    private static SampleLog log(long fen) {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        log.tick().allocate(OFFICE, JUNE, SampleLog.STAFF, 1000);
        log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, fen);
        return log;
    }

    @Test
    void what_lies_after_the_last_head_before_the_contradicting_one_is_not_served_after_a_restart_neither()
            throws Exception {
        try (TestRelay relay = TestRelay.toNewTopics(2)) {
            relay.facts(one.facts().subList(0, 2));
            relay.watermark(signed.head(2));
            try (RunningProjection projection = RunningProjection.on(database, signed.setting())) {
                projection.awaitPosition(2);
                relay.facts(one.facts().subList(2, 3));
                relay.watermark(signed.head(3));
                projection.awaitPosition(3);
                Awaitility.await().until(() -> projection.readiness().body().contains("\"verifiedThrough\":3"));
                assertThat(projection.get(TABLE + "?position=3").statusCode()).isEqualTo(200);

                relay.tick(signedToo.head(3));

                contradictedAfter(2, projection);
            }
            try (RunningProjection restarted = RunningProjection.on(database, signed.setting())) {
                contradictedAfter(2, restarted);
            }
        }
    }

    @Test
    void a_head_behind_a_record_that_is_not_applied_is_compared_too() throws Exception {
        try (TestRelay relay = TestRelay.toNewTopics(1);
                RunningProjection projection = RunningProjection.on(database, signed.setting())) {
            relay.facts(one.facts().subList(0, 2));
            relay.watermark(signed.head(2));
            projection.awaitPosition(2);
            relay.facts(one.facts().subList(2, 3));
            relay.watermark(signed.head(3));
            projection.awaitPosition(3);

            relay.facts(other.facts().subList(2, 3)); // was applied before and said otherwise
            relay.watermark(signedToo.head(3));

            contradictedAfter(2, projection);
        }
    }

    @Test
    void a_real_fact_that_was_passed_by_for_a_forged_one_is_not_served_otherwise() throws Exception {
        try (TestRelay relay = TestRelay.toNewTopics(1);
                RunningProjection projection = RunningProjection.on(database, signed.setting())) {
            relay.facts(one.facts().subList(0, 2));
            relay.watermark(signed.head(2));
            projection.awaitPosition(2);
            // The key is another, so it cannot be read; the forged one after it can.
            relay.send(List.of(new ProducerRecord<>(
                    Topics.FACTS, 0, "other".getBytes(UTF_8), one.facts().get(2).bytes())));
            relay.facts(other.facts().subList(2, 3));
            relay.watermark(signed.head(3));

            String health = Awaitility.await().until(
                    () -> projection.readiness().body(), body -> body.contains("\"digest\""));
            String digest = JsonMapper.shared().readTree(health).at("/components/intake/details/record/digest").asString();
            HttpResponse<String> acknowledged = Awaitility.await().until(() -> projection.post("/v1/intake/acknowledgements", """
                    {"topic": "budget.facts.v1", "partition": 0, "offset": 3, "digest": "%s", "reason": "mistaken"}"""
                    .formatted(digest)), answer -> answer.statusCode() == 201);
            assertThat(acknowledged.body()).contains("mistaken");

            contradictedAfter(2, projection);
        }
    }

    private static void contradictedAfter(long good, RunningProjection projection) throws Exception {
        String health = Awaitility.await().until(
                () -> projection.readiness().body(), body -> body.contains("there are two histories"));
        assertThat(health).contains("\"DOWN\"").contains("\"servedThrough\":" + good);
        for (String address : List.of(TABLE, TABLE + "?position=3", BUDGET + "/balances", BUDGET + "/balances?position=3", BUDGET + "/evidence", BUDGET + "/publications",
                TABLE + "?recordedAsOf=" + SampleLog.START.plusSeconds(2), BUDGET + "/changes?fromPosition=2")) {
            HttpResponse<String> refused = projection.get(address);
            assertThat(refused.statusCode()).as(address + refused.body()).isEqualTo(503);
            assertThat(refused.body()).contains("\"HISTORY_CONTRADICTED\"").contains("position");
        }
        HttpResponse<String> published = projection.post(BUDGET + "/publications", """
                {"documentNo": "1", "publishedOn": "2023-06-01", "reason": "r", "position": 3}""");
        assertThat(published.statusCode()).as(published.body()).isNotEqualTo(201);
        assertThat(projection.get(TABLE + "?position=2").statusCode()).isEqualTo(200);
        assertThat(projection.get(BUDGET + "/balances?position=2").statusCode()).isEqualTo(200);
        assertThat(projection.get(BUDGET + "/evidence?position=2").statusCode()).isEqualTo(200);
    }
}
