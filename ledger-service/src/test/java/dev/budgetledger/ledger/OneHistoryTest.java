package dev.budgetledger.ledger;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** A ledger whose database was put back, or changed, says so, and neither posts nor signs a second history. */
class OneHistoryTest {

    private static final String ADJUSTMENTS = "/v1/budgets/301/2023/adjustments";
    private static final String ADJUSTMENT = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}";

    private final TestServers.TestDatabase database = TestServers.newDatabase("one_history");
    private final String source = "--ledger.kafka.source=urn:test:" + UUID.randomUUID();

    @Test
    void answered_postings_that_are_gone_are_missed_by_the_next_posting_by_a_restart_and_by_kafka() throws Exception {
        // given answered postings, of which a signed head tells
        try (RunningLedger ledger = with301(database, source)) {
            HttpResponse<String> spent = ledger.post(ADJUSTMENTS, ADJUSTMENT, "Idempotency-Key", "spent");
            ledger.given(ADJUSTMENTS, ADJUSTMENT);
            assertThat(JSON.readTree(spent.body()).get("position").longValue()).isEqualTo(4);
            assertThat(ledger.get("/v1/log/checkpoint").body()).startsWith("budget-ledger\n5\n");
            Awaitility.await().until(() -> relayed(ledger) == 5);

            // when the database comes back without them
            loseAllBehind(3);

            // then nothing is posted in their place, not even once more what was answered
            assertContradicted(ledger.post(ADJUSTMENTS, ADJUSTMENT), "the log ends at position 3, but 5 facts were recorded");
            assertContradicted(ledger.post(ADJUSTMENTS, ADJUSTMENT, "Idempotency-Key", "spent"), "that differs");
            assertContradicted(ledger.get("/v1/log/checkpoint"), "that differs");
            assertThat(ledger.logLength()).isEqualTo(3);
            assertThat(history(ledger).at("/details/position").longValue()).isEqualTo(4);
            Awaitility.await().until(() ->
                    history(ledger).at("/details/trouble").asString().endsWith("position 4 is the first that differs"));
        }
        try (RunningLedger ledger = RunningLedger.on(database, source)) {
            assertContradicted(ledger.post(ADJUSTMENTS, ADJUSTMENT), "the log ends at position 3, but 5 facts were recorded");
            assertContradicted(ledger.get("/v1/log/checkpoint"), "that differs");
        }
        // and by another machine, which has signed nothing yet
        Files.delete(lastSigned(database));
        try (RunningLedger ledger = RunningLedger.on(database, source)) {
            assertContradicted(ledger.get("/v1/log/checkpoint"), "that differs");
            assertContradicted(ledger.post(ADJUSTMENTS, ADJUSTMENT), "the log ends at position 3, but 5 facts were recorded");
            assertThat(Files.exists(lastSigned(database))).as("something was signed").isFalse();
        }
    }

    /** docs/runbooks/one-history.md: restart, restore, fail over. */
    @Test
    void the_runbook_leads_back_to_one_history() throws Exception {
        String spent;
        try (RunningLedger ledger = with301(database, source)) {
            spent = ledger.post(ADJUSTMENTS, ADJUSTMENT, "Idempotency-Key", "spent").body();
            Awaitility.await().until(() -> relayed(ledger) == 4);
            // given a copy of the database
            BehindTheBack.change(database, "create table copy_of_facts as select * from facts",
                    "create table copy_of_answers as select * from answers");
            loseAllBehind(3);
            assertContradicted(ledger.post(ADJUSTMENTS, ADJUSTMENT), "the log ends at position 3");
        }
        // restart: it is not forgotten
        try (RunningLedger ledger = RunningLedger.on(database, source)) {
            assertContradicted(ledger.post(ADJUSTMENTS, ADJUSTMENT), "the log ends at position 3");
            assertThat(ledger.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        }
        // restore as of the last signed head
        BehindTheBack.change(database, "insert into facts select * from copy_of_facts where position > 3",
                "insert into answers select * from copy_of_answers on conflict do nothing");
        try (RunningLedger ledger = RunningLedger.on(database, source)) {
            assertThat(ledger.post(ADJUSTMENTS, ADJUSTMENT, "Idempotency-Key", "spent").body()).isEqualTo(spent);
            ledger.given(ADJUSTMENTS, ADJUSTMENT);
            assertThat(ledger.get("/v1/log/checkpoint").body()).startsWith("budget-ledger\n5\n");
            Awaitility.await().until(() -> ledger.get("/actuator/health/readiness").statusCode() == 200);
        }
        // fail over to a machine that has signed nothing yet
        Files.delete(lastSigned(database));
        try (RunningLedger ledger = RunningLedger.on(database, source)) {
            ledger.given(ADJUSTMENTS, ADJUSTMENT);
            assertThat(ledger.get("/v1/log/checkpoint").body()).startsWith("budget-ledger\n6\n");
        }
    }

    @Test
    void a_fact_that_was_changed_with_its_hash_stops_posting_and_signing_and_is_named() throws Exception {
        try (RunningLedger ledger = with301(database, source)) {
            ledger.given(ADJUSTMENTS, ADJUSTMENT);
            Awaitility.await().until(() -> relayed(ledger) == 4);

            BehindTheBack.change(database, """
                    update facts set envelope = convert_to(replace(convert_from(envelope, 'UTF8'), '测试', '改写'), 'UTF8')
                    where position = 3""",
                    "update facts set leaf_hash = sha256('\\x00'::bytea || envelope) where position = 3");

            assertContradicted(ledger.get("/v1/log/checkpoint"), "the first 4 facts do not have the root that was signed");
            assertContradicted(ledger.post(ADJUSTMENTS, ADJUSTMENT), "the first 4 facts do not have the root");
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() ->
                    history(ledger).at("/details/trouble").asString().endsWith("position 3 is the first that differs"));
        }
    }

    @Test
    void nobody_need_ask_for_a_changed_fact_to_be_found() throws Exception {
        try (RunningLedger ledger = with301(database, source)) {
            Awaitility.await().until(() -> relayed(ledger) == 3);
            assertThat(history(ledger).get("status").stringValue()).isEqualTo("UP");

            BehindTheBack.change(database, "update facts set leaf_hash = sha256('another') where position = 2");

            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() ->
                    ledger.get("/actuator/health/readiness").statusCode() == 503);
            assertThat(history(ledger).get("status").stringValue()).isEqualTo("DOWN");
            assertThat(history(ledger).at("/details/code").stringValue()).isEqualTo("HISTORY_CONTRADICTED");
        }
    }

    @Test
    void nothing_is_signed_that_cannot_be_kept_and_posting_continues() throws Exception {
        try (RunningLedger ledger = with301(database, source)) {
            Awaitility.await().until(() -> relayed(ledger) == 3);
            Files.createDirectory(Path.of(lastSigned(database) + ".next"));

            ledger.given(ADJUSTMENTS, ADJUSTMENT);
            assertProblem(ledger.get("/v1/log/checkpoint"), 503, "SIGNING_UNAVAILABLE", "");
        }
    }

    @Test
    void a_cursor_that_was_damaged_is_named_hides_nothing_and_is_given_up_as_the_runbook_says() throws Exception {
        try (RunningLedger ledger = with301(database, source)) {
            Awaitility.await().until(() -> relayed(ledger) == 3);
        }
        BehindTheBack.change(database, "update outbox_cursor set checkpoint = 'x'");
        String damaged = "the checkpoint in the table outbox_cursor is none: ";
        try (RunningLedger ledger = RunningLedger.on(database, source)) {
            Awaitility.await().until(() -> ledger.get("/actuator/health").body().contains(damaged));
            assertThat(verified(ledger).get("reason").stringValue()).startsWith(damaged);

            BehindTheBack.change(database, "update outbox_cursor set checkpoint = null");
            ledger.given(ADJUSTMENTS, ADJUSTMENT);
            Awaitility.await().until(() -> relayed(ledger) == 4);
            assertThat(verified(ledger).get("intact").booleanValue()).isTrue();
        }
        BehindTheBack.change(database, "update outbox_cursor set checkpoint = 'x'");
        try (RunningLedger ledger = RunningLedger.on(database, source)) {
            BehindTheBack.change(database, "update facts set leaf_hash = sha256('another') where position = 2");

            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> history(ledger).get("status").stringValue().equals("DOWN"));
        }
    }

    private void loseAllBehind(long position) throws Exception {
        BehindTheBack.change(database, "delete from facts where position > " + position,
                "delete from answers where " + BehindTheBack.isOfKey("spent"),
                "update outbox_cursor set position = 0, checkpoint = null");
    }

    private static long relayed(RunningLedger ledger) throws Exception {
        return JSON.readTree(ledger.get("/actuator/health").body())
                .at("/components/outbox/details/relayed").longValue();
    }

    private static JsonNode verified(RunningLedger ledger) throws Exception {
        return JSON.readTree(HTTP.send(ledger.request("/v1/log/verifications").POST(BodyPublishers.noBody()).build(),
                BodyHandlers.ofString()).body());
    }

    private static JsonNode history(RunningLedger ledger) throws Exception {
        return JSON.readTree(ledger.get("/actuator/health").body()).at("/components/history");
    }

    private static void assertContradicted(HttpResponse<String> answer, String detail) {
        assertProblem(answer, 503, "HISTORY_CONTRADICTED", "");
        assertThat(answer.body()).contains(detail);
    }
}
