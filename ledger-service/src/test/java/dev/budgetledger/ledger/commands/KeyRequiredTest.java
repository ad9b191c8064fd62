package dev.budgetledger.ledger.commands;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.ledger.RunningLedger;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** A retry without a key would be a second posting, so nothing is posted without one. */
class KeyRequiredTest {

    private static final String OPEN = """
            {"department":{"code":"301","name":"办公室"},"fiscalYear":2023}""";
    private static final String ITEM = "{\"type\":\"OpenBudget\"," + OPEN.substring(1);
    private static final String LINES = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}";

    private static RunningLedger ledger;

    @BeforeAll
    static void start() {
        ledger = RunningLedger.on(TestServers.newDatabase("keys"), "--ledger.commands.key-required=true");
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"allocations", "adjustments", "freezes", "releases", "carry-forwards"})
    void a_command_without_a_key_is_refused_at_every_address(String operation) throws Exception {
        long before = ledger.logLength();
        assertProblem(ledger.post("/v1/budgets/301/2023/" + operation, LINES), 400,
                "IDEMPOTENCY_KEY_REQUIRED", "Idempotency-Key");
        assertThat(ledger.logLength()).isEqualTo(before);
    }

    @Test
    void a_retry_that_has_a_key_then_is_the_first_posting() throws Exception {
        assertProblem(ledger.post("/v1/budgets", OPEN), 400, "IDEMPOTENCY_KEY_REQUIRED", "Idempotency-Key");

        HttpResponse<String> posted = ledger.post("/v1/budgets", OPEN.replace("301", "302"), "Idempotency-Key", "k");

        assertThat(posted.statusCode()).isEqualTo(201);
        assertThat(posted.headers().firstValue("Idempotency-Replayed")).contains("false");
    }

    @Test
    void of_many_commands_each_has_a_key_of_its_own_or_the_requests_with_its_number() throws Exception {
        String own = ITEM.replace("301", "311").replace("\"type\"", "\"idempotencyKey\":\"own\",\"type\"");
        String none = ITEM.replace("301", "312");

        JsonNode results = JSON.readTree(ledger.post("/v1/postings", "[" + own + "," + none + "]").body());
        assertThat(results.get(0).get("status").intValue()).isEqualTo(201);
        assertThat(results.get(1).get("status").intValue()).isEqualTo(400);
        assertThat(results.get(1).at("/problem/code").stringValue()).isEqualTo("IDEMPOTENCY_KEY_REQUIRED");
        assertThat(results.get(1).at("/problem/field").stringValue()).isEqualTo("idempotencyKey");

        assertProblem(ledger.post("/v1/postings?atomic=true", "application/x-ndjson", BodyPublishers.ofString(none)), 400,
                "IDEMPOTENCY_KEY_REQUIRED", "idempotencyKey");
        String table = """
                type,department,fiscalYear,documentNo,effectiveOn,reason,fund,function,kind,economic,amount
                Adjust,301,2023,1号,2023-03-01,测试,GENERAL_PUBLIC,2010301,OPERATING,30201,1.00
                """;
        assertThat(ledger.post("/v1/postings", "text/csv", BodyPublishers.ofString(table)).body())
                .contains("IDEMPOTENCY_KEY_REQUIRED");

        String keyed = ledger.post("/v1/postings", "application/x-ndjson", BodyPublishers.ofString(none),
                "Idempotency-Key", UUID.randomUUID().toString()).body();
        assertThat(JSON.readTree(keyed).get("status").intValue()).as(keyed).isEqualTo(201);
    }

    @Test
    void what_is_not_recorded_needs_none() throws Exception {
        assertThat(ledger.post("/v1/budgets?dryRun=true", OPEN.replace("301", "320")).statusCode()).isEqualTo(200);
        JsonNode result = JSON.readTree(ledger.post("/v1/postings?dryRun=true", "application/x-ndjson",
                BodyPublishers.ofString(ITEM.replace("301", "321"))).body());
        assertThat(result.get("status").intValue()).as(result.toString()).isEqualTo(200);
    }

    @Test
    void clients_that_cannot_send_keys_yet_are_let_in_by_a_setting() throws Exception {
        try (RunningLedger lax = RunningLedger.on(TestServers.newDatabase("keys"), "--ledger.commands.key-required=false")) {
            assertThat(lax.post("/v1/budgets", OPEN).statusCode()).isEqualTo(201);
        }
    }
}
