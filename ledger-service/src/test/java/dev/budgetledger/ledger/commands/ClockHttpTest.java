package dev.budgetledger.ledger.commands;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.budgetledger.ledger.RunningLedger;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** What clients and operators are told where a timestamp was closed that has not come. */
class ClockHttpTest {

    private static final String READINESS = "/actuator/health/readiness";
    private static final String ALLOCATIONS = "/v1/budgets/301/2023/allocations";
    private static final String ONE_YUAN = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}";

    private final TestServers.TestDatabase database = TestServers.newDatabase("clock");

    @Test
    void nothing_is_posted_after_a_timestamp_closed_a_day_ahead_until_an_operator_takes_it_as_it_is() throws Exception {
        Instant closed;
        try (RunningLedger ledger = RunningLedger.with301(database)) {
            assertThat(ledger.post(ALLOCATIONS, ONE_YUAN, "Idempotency-Key", "before").statusCode()).isEqualTo(201);
            assertThat(ledger.get(READINESS).statusCode()).isEqualTo(200);
            long length = ledger.logLength();
            closed = RunningLedger.closeADayAhead(database);

            assertProblem(ledger.post(ALLOCATIONS, ONE_YUAN, "Idempotency-Key", "k"), 503, "CLOCK_IMPLAUSIBLE", "");
            assertProblem(ledger.post("/v1/postings?atomic=true", "[" + open() + "]"), 503, "CLOCK_IMPLAUSIBLE", "");
            assertThat(ledger.post("/v1/postings", "application/x-ndjson", BodyPublishers.ofString(open() + "\n" + open()))
                    .body().lines()).hasSize(2).allSatisfy(line -> assertThat(line).contains("503", "CLOCK_IMPLAUSIBLE"));
            assertThat(ledger.post(ALLOCATIONS, ONE_YUAN, "Idempotency-Key", "before").statusCode())
                    .as("what was recorded before is known").isEqualTo(201);
            assertThat(ledger.get("/v1/budgets/301/2023").statusCode()).isEqualTo(200);
            assertThat(ledger.get(READINESS).statusCode()).isEqualTo(503);
            assertThat(ledger.get("/actuator/health").body()).contains("the log ends at " + closed);
            assertThat(ledger.logLength()).isEqualTo(length);
        }

        try (RunningLedger ledger = RunningLedger.on(database, "--ledger.clock.acknowledged=" + closed)) {
            assertThat(JSON.readTree(ledger.given(ALLOCATIONS, ONE_YUAN).toString()).get("recordedAt").asString())
                    .startsWith(closed.toString().substring(0, 19));
            assertThat(ledger.get(READINESS).statusCode()).isEqualTo(200);
        }
    }

    private static String open() {
        return "{\"type\":\"OpenBudget\",\"department\":{\"code\":\"302\",\"name\":\"部门\"},\"fiscalYear\":2023}";
    }
}
