package dev.budgetledger.ledger.commands;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.ledger.RunningLedger;

import static dev.budgetledger.ledger.RunningLedger.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** 公开 over HTTP: what the ledger records of a publication, and what it refuses. */
class PublicationHttpTest {

    private static final String PATH = "/v1/budgets/301/2023/publications";

    private static RunningLedger ledger;

    @BeforeAll
    static void start() throws Exception {
        ledger = RunningLedger.with301();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void a_publication_is_a_fact_that_says_when_its_point_was_recorded() throws Exception {
        // given the head of a log of at least three facts
        String checkpoint = ledger.get("/v1/log/checkpoint").body();
        long before = publications();

        // when
        HttpResponse<String> answer = ledger.post(PATH, body(3, checkpoint), "Idempotency-Key", "pub-1");

        // then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        Envelope envelope = fact(JSON.readTree(answer.body()).get("position").longValue());
        Fact.DisclosurePublished fact = (Fact.DisclosurePublished) envelope.fact();
        assertThat(fact.number()).isEqualTo(before + 1).isEqualTo(publications());
        assertThat(fact.publication().asOf().position()).isEqualTo(3);
        assertThat(fact.publication().asOf().recordedAsOf()).isEqualTo(fact(3).recordedAt());
        assertThat(fact.publication().checkpoint()).isEqualTo(checkpoint);
        assertThat(fact.publication().tables()).extracting(Publication.Table::id).isEqualTo(Publication.TABLES);

        // and again with the same key, and with the key for another publication
        assertThat(ledger.post(PATH, body(3, checkpoint), "Idempotency-Key", "pub-1").body()).isEqualTo(answer.body());
        assertProblem(ledger.post(PATH, body(2, checkpoint), "Idempotency-Key", "pub-1"),
                409, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
        assertThat(publications()).isEqualTo(before + 1);
    }

    @Test
    void no_other_history_is_pinned_not_even_by_this_ledgers_key() throws Exception {
        long size = ledger.logLength();
        String other = KEY.sign(new Checkpoint("budget-ledger", 3, Hash.ofLeaf(new byte[0])).text()).format();
        String longer = KEY.sign(new Checkpoint("budget-ledger", size + 1, Hash.ofLeaf(new byte[0])).text()).format();

        assertProblem(ledger.post(PATH, body(3, other)), 409, "CHECKPOINT_FOREIGN", "checkpoint");
        assertProblem(ledger.post(PATH, body(3, longer)), 409, "CHECKPOINT_FOREIGN", "checkpoint");
        String earlier = KEY.sign(new Checkpoint("budget-ledger", 2, Hash.ofLeaf(new byte[0])).text()).format();
        assertProblem(ledger.post(PATH, body(3, earlier)), 422, "CHECKPOINT_TOO_EARLY", "checkpoint");
        assertProblem(ledger.post(PATH, body(size + 100, other)), 409, "POSITION_UNKNOWN", "asOf.position");
        assertProblem(ledger.post("/v1/budgets/999/2023/publications", body(3, other)), 409, "BUDGET_NOT_OPEN", "budget");
        assertThat(ledger.logLength()).isEqualTo(size);
    }

    @Test
    void what_is_published_of_a_unit_is_of_one_that_there_is() throws Exception {
        String body = "{\"ofUnit\":\"301009\"," + body(1, ledger.get("/v1/log/checkpoint").body()).substring(1);

        assertProblem(ledger.post(PATH, body), 422, "UNIT_UNKNOWN", "ofUnit");
        assertProblem(ledger.post(PATH, body.replace("301009", "301-9")), 400, "FIELD_INVALID", "ofUnit");
    }

    @Test
    void money_on_its_way_to_another_department_is_not_published_as_in_neither() throws Exception {
        // given two halves of which the publishing budget has one
        ledger.given("/v1/budgets", "{\"department\":{\"code\":\"302\",\"name\":\"某局\"},\"fiscalYear\":2023}");
        long half = ledger.given("/v1/budgets/301/2023/transfers", "{" + PAPER + ",\"amount\":\"10.00\","
                + "\"from\":{" + LINE + "},\"to\":{\"department\":\"302\"," + LINE + "}}").get("position").longValue();
        String checkpoint = ledger.get("/v1/log/checkpoint").body();

        assertProblem(ledger.post(PATH, body(half, checkpoint)), 409, "POSITION_BETWEEN_HALVES", "asOf.position");
        assertThat(ledger.post(PATH, body(half - 1, checkpoint)).statusCode()).isEqualTo(201);
        assertThat(ledger.post(PATH, body(half + 1, checkpoint)).statusCode()).isEqualTo(201);
    }

    @Test
    void a_publication_may_come_among_many_commands() throws Exception {
        // given an earlier head than the present one
        String checkpoint = ledger.get("/v1/log/checkpoint").body();
        ledger.given("/v1/budgets/301/2023/adjustments", "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}");
        long before = publications();
        String line = "{\"type\":\"Publish\",\"department\":\"301\",\"fiscalYear\":2023," + body(1, checkpoint).substring(1);

        // when the same is published twice in one request
        HttpResponse<String> answer = ledger.post("/v1/postings?atomic=true", "application/x-ndjson",
                BodyPublishers.ofString(line + "\n" + line + "\n"));

        // then each is a publication of its own
        assertThat(answer.body().lines()).hasSize(2).allMatch(result -> result.contains("\"status\":201"));
        assertThat(publications()).isEqualTo(before + 2);
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "three-public"             | "three-private"        | FIELD_INVALID | tables[8].id
            "three-public"             | "revenue"              | FIELD_INVALID | tables[8].id
            {"id":"revenue","sha256":  | null,{"id":"revenue","sha256": | FIELD_MISSING | tables[1]
            "sha256":"00               | "sha256":"0            | FIELD_INVALID | tables[0].sha256
            "sha256":"00               | "sha256":"A0           | FIELD_INVALID | tables[0].sha256
            "position":3               | "position":0           | FIELD_INVALID | asOf.position
            "position":3               | "position":"3"         | FIELD_INVALID | asOf.position
            ,"position":3              | ``                     | FIELD_MISSING | asOf.position
            "effectiveOn":"2023-12-31" | "effectiveOn":"2023-02-30" | FIELD_INVALID | asOf.effectiveOn
            "APPROVED"                 | "approved"             | FIELD_INVALID | basis
            "publishedOn"              | "effectiveOn"          | UNKNOWN_FIELD | effectiveOn
            "checkpoint":"budget       | "checkpoint":"budget ledger | FIELD_INVALID | checkpoint
            — budget-ledger            | — budget+ledger       | FIELD_INVALID | checkpoint
            """)
    void what_cannot_be_read_names_the_field(String good, String bad, String code, String field) throws Exception {
        String body = body(3, ledger.get("/v1/log/checkpoint").body());
        assertThat(body).contains(good);
        int at = body.indexOf(good);

        assertProblem(ledger.post(PATH, body.substring(0, at) + bad + body.substring(at + good.length())), 400, code, field);
    }

    private static String body(long position, String checkpoint) {
        return Publication.TABLES.stream()
                .map(id -> "{\"id\":\"" + id + "\",\"sha256\":\"" + "0".repeat(64) + "\"}")
                .collect(Collectors.joining(",", """
                        {"documentNo":"石财预〔2023〕12号","publishedOn":"2023-02-10","reason":"部门预算公开",\
                        "asOf":{"effectiveOn":"2023-12-31","position":%d},"basis":"APPROVED","unit":"WAN_YUAN","tables":["""
                        .formatted(position), "],\"checkpoint\":" + JSON.writeValueAsString(checkpoint) + "}"));
    }

    private static long publications() throws Exception {
        JsonNode budget = JSON.readTree(ledger.get("/v1/budgets/301/2023").body());
        return budget.get("publications").longValue();
    }

    private static Envelope fact(long position) throws Exception {
        return Envelope.parse(ledger.facts(position - 1, 1).getFirst().getBytes(UTF_8));
    }
}
