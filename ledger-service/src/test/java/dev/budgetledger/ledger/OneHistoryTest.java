package dev.budgetledger.ledger;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
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
                    "update facts set leaf_hash = sha256('\\x00'::bytea || envelope_json(envelope)) where position = 3");

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

    /** docs/runbooks/one-history.md: guards are not as they were delivered. */
    @Test
    void guards_that_are_off_gone_or_others_are_named_and_put_back_as_the_runbook_says() throws Exception {
        try (RunningLedger ledger = with301(database, source)) {
            assertThat(verified(ledger).get("intact").booleanValue()).isTrue();

            // given an owner who takes the guards away, and changes nothing
            owner("alter table facts disable trigger facts_are_append_only",
                    "drop trigger answers_are_append_only on answers",
                    "alter table facts drop constraint facts_stream_sequence_key",
                    "create or replace function refuse_change() returns trigger language plpgsql as $$begin return null; end$$",
                    "create or replace view promise as select true as only_row, now() as known_at",
                    "create rule aside as on update to outbox_cursor do instead nothing",
                    "alter table facts force row level security",
                    "alter table facts alter column envelope set default ''");

            // then the facts are what was recorded, and each guard is named with what it should be
            JsonNode found = verified(ledger);
            assertThat(found.get("intact").booleanValue()).isFalse();
            assertThat(found.get("size").longValue()).isEqualTo(3);
            assertThat(found.get("guards").valueStream().map(each -> each.get("guard").stringValue())).containsExactlyInAnyOrder(
                    "trigger facts_are_append_only of facts", "trigger answers_are_append_only of answers",
                    "constraint facts_stream_sequence_key of facts", "function refuse_change()", "promise", "rule aside of outbox_cursor", "facts",
                    "column envelope of facts");
            JsonNode off = guard(found, "trigger facts_are_append_only of facts");
            assertThat(off.get("found").stringValue()).startsWith("off: CREATE TRIGGER");
            assertThat(off.get("expected").stringValue()).startsWith("on: CREATE TRIGGER");
            assertThat(guard(found, "rule aside of outbox_cursor").has("expected")).isFalse();
            assertThat(guard(found, "trigger answers_are_append_only of answers").has("found")).isFalse();
            // and posting continues
            ledger.given(ADJUSTMENTS, ADJUSTMENT);

            // when they are put back, by what the answer says
            owner("alter table facts enable trigger facts_are_append_only",
                    definition(found, "trigger answers_are_append_only of answers"),
                    "alter table facts add constraint facts_stream_sequence_key " + definition(found, "constraint facts_stream_sequence_key of facts"),
                    functionOfTheScript(),
                    "create or replace view promise as " + definition(found, "promise"),
                    "drop rule aside on outbox_cursor",
                    "alter table facts no force row level security",
                    "alter table facts alter column envelope drop default");

            // then it is intact
            assertThat(verified(ledger).has("guards")).isFalse();
            assertThat(verified(ledger).get("intact").booleanValue()).isTrue();

            // and a fact that is changed while they are off is named besides
            owner("alter table facts disable trigger facts_are_append_only", "update facts set leaf_hash = sha256('another') where position = 2");
            JsonNode both = verified(ledger);
            assertThat(both.get("position").longValue()).isEqualTo(2);
            assertThat(both.get("guards").valueStream()).hasSize(1);
        }
    }

    private static JsonNode guard(JsonNode verified, String name) {
        return verified.get("guards").valueStream().filter(each -> each.get("guard").stringValue().equals(name)).findFirst().orElseThrow();
    }

    private static String definition(JsonNode verified, String name) {
        return guard(verified, name).get("expected").stringValue().split(": ", 2)[1];
    }

    private static String functionOfTheScript() throws Exception {
        String script = Files.readString(Path.of("src/main/resources/db/ledger/V1__log.sql"));
        return script.substring(script.indexOf("create function refuse_change"), script.indexOf("create trigger")).replace("create function", "create or replace function");
    }

    private void owner(String... statements) throws Exception {
        try (Connection owner = DriverManager.getConnection(database.jdbcUrl(), "ledger_owner", "ledger_owner");
                Statement sql = owner.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
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
