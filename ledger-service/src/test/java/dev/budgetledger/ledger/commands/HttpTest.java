package dev.budgetledger.ledger.commands;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.ledger.RunningLedger;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** The whole service over HTTP, on a real PostgreSQL and a real Kafka. */
class HttpTest {

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
    void an_accepted_posting_answers_201_with_the_receipt_of_what_is_in_the_log() throws Exception {
        HttpResponse<String> response = ledger.post("/v1/budgets/301/2023/adjustments",
                "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"12.5\"}]}", "Posted-By", "budget-office");

        assertThat(response.statusCode()).isEqualTo(201);
        JsonNode receipt = JSON.readTree(response.body());
        byte[] envelope = ledger.facts(receipt.get("position").longValue() - 1, 1).getFirst().getBytes(StandardCharsets.UTF_8);
        assertThat(Hash.ofLeaf(envelope).base64())
                .isEqualTo(receipt.get("leafHash").stringValue());
        Envelope fact = Envelope.parse(envelope);
        assertThat(fact.bytes()).isEqualTo(envelope);
        assertThat(fact.postedBy()).isEqualTo("budget-office");
        assertThat(receipt.get("recordedAt").stringValue()).isEqualTo(Envelope.format(fact.recordedAt()));
        assertThat(receipt.get("postingId").stringValue()).isEqualTo("301-2023-" + fact.sequence());
        assertThat(response.headers().firstValue("ETag")).hasValue("\"" + fact.sequence() + "\"");
    }

    @Test
    void a_retry_with_the_same_key_gets_the_same_answer_byte_for_byte() throws Exception {
        String body = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"3.00\"}]}";
        HttpResponse<String> first = ledger.post("/v1/budgets/301/2023/adjustments", body, "Idempotency-Key", "retry-1");
        long length = ledger.logLength();
        HttpResponse<String> again = ledger.post("/v1/budgets/301/2023/adjustments", body, "Idempotency-Key", "retry-1");
        HttpResponse<String> other = ledger.post("/v1/budgets/301/2023/adjustments",
                body.replace("3.00", "3.01"), "Idempotency-Key", "retry-1");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertProblem(other, 409, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
        assertThat(ledger.logLength()).isEqualTo(length);
    }

    @ParameterizedTest(name = "{0} {1}: {4} {5}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/budgets/301/2023/allocations | "function":"2010301"     | "function":"2099999"       | 422 | CLASSIFICATION_UNKNOWN      | lines[0].function
            /v1/budgets/301/2023/allocations | "economic":"30201"       | "economic":"39999"         | 422 | CLASSIFICATION_UNKNOWN      | lines[0].economic
            /v1/budgets/301/2023/allocations | "amount":"1.00"          | "amount":"1.001"           | 400 | AMOUNT_TOO_PRECISE          | lines[0].amount
            /v1/budgets/301/2023/allocations | "amount":"1.00"          | "amount":"-1.00"           | 422 | AMOUNT_NOT_POSITIVE         | lines[0].amount
            /v1/budgets/301/2023/allocations | ,"amount":"1.00"         | ``                         | 400 | FIELD_MISSING               | lines[0].amount
            /v1/budgets/301/2023/allocations | "amount":"1.00"          | "amount":null              | 400 | FIELD_MISSING               | lines[0].amount
            /v1/budgets/301/2023/allocations | "amount":"1.00"          | "amount":1.00              | 400 | FIELD_INVALID               | lines[0].amount
            /v1/budgets/301/2023/allocations | "amount":"1.00"          | "amount":"一元"            | 400 | AMOUNT_INVALID              | lines[0].amount
            /v1/budgets/301/2023/allocations | "amount":"1.00"          | "amount":"1e3"             | 400 | AMOUNT_INVALID              | lines[0].amount
            /v1/budgets/301/2023/allocations | "2023-03-01"             | "2025-03-01"               | 422 | EFFECTIVE_DATE_OUTSIDE_YEAR | effectiveOn
            /v1/budgets/301/2023/allocations | "2023-03-01"             | "2023-02-30"               | 400 | FIELD_INVALID               | effectiveOn
            /v1/budgets/301/2023/allocations | "2023-03-01"             | 20230301                   | 400 | FIELD_INVALID               | effectiveOn
            /v1/budgets/301/2023/allocations | "2023-03-01"             | [2023,3,1]                 | 400 | FIELD_INVALID               | effectiveOn
            /v1/budgets/301/2023/allocations | "2023-03-01"             | " 2023-03-01"              | 400 | FIELD_INVALID               | effectiveOn
            /v1/budgets/301/2023/allocations | "2023-03-01"             | "+12023-03-01"             | 400 | FIELD_INVALID               | effectiveOn
            /v1/budgets/301/2023/allocations | "reason":"测试"          | "reason":"测\\u200b试"     | 400 | FIELD_INVALID               | reason
            /v1/budgets/301/0x7e7/allocations | x                       | x                          | 400 | FIELD_INVALID               | year
            /v1/budgets/301/2023/allocations | "GENERAL_PUBLIC"         | "PUBLIC"                   | 400 | FIELD_INVALID               | lines[0].fund
            /v1/budgets/301/2023/allocations | "GENERAL_PUBLIC"         | " GENERAL_PUBLIC"          | 400 | FIELD_INVALID               | lines[0].fund
            /v1/budgets/301/2023/allocations | "GENERAL_PUBLIC"         | ""                         | 400 | FIELD_INVALID               | lines[0].fund
            /v1/budgets/301/2023/allocations | "GENERAL_PUBLIC"         | 0                          | 400 | FIELD_INVALID               | lines[0].fund
            /v1/budgets/301/2023/allocations | "kind":"OPERATING",      | ``                         | 422 | LINE_INVALID                | lines[0].kind
            /v1/budgets/301/2023/allocations | "reason":                | "date":"2023-01-01","reason": | 400 | UNKNOWN_FIELD            | date
            /v1/budgets/301/2023/allocations | "fund":                  | "colour":"red","fund":     | 400 | UNKNOWN_FIELD               | lines[0].colour
            /v1/budgets/301/2023/allocations | "reason":"测试"          | "reason":" "               | 400 | FIELD_MISSING               | reason
            /v1/budgets/301/2023/allocations | "reason":"测试"          | "reason":"a\\u0000b"       | 400 | FIELD_INVALID               | reason
            /v1/budgets/301/2023/allocations | "reason":"测试"          | "reason":"a\\ud800b"       | 400 | FIELD_INVALID               | reason
            /v1/budgets/301/2023/allocations | "lines":[                | "lines":[null,             | 400 | FIELD_MISSING               | lines[0]
            /v1/budgets/301/2023/allocations | "lines":[                | "lines":{                  | 400 | FIELD_INVALID               | lines
            /v1/budgets/301/2023/allocations | }]}                      | }]                         | 400 | MALFORMED_JSON              | body
            /v1/budgets/301/2023/allocations | }]}                      | }]}}                       | 400 | MALFORMED_JSON              | body
            /v1/budgets/302/2023/allocations | x                        | x                          | 409 | BUDGET_NOT_OPEN             | budget
            /v1/budgets/301/1999/allocations | x                        | x                          | 409 | BUDGET_NOT_OPEN             | budget
            /v1/budgets/30-1/2023/allocations | x                       | x                          | 400 | FIELD_INVALID               | department
            /v1/budgets/301/next/allocations | x                        | x                          | 400 | FIELD_INVALID               | year
            /v1/budgets/301/12/allocations   | x                        | x                          | 400 | FIELD_INVALID               | year
            """)
    void bad_input_names_the_field_and_the_code_and_records_nothing(
            String path, String good, String bad, int status, String code, String field) throws Exception {
        String body = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}";
        assertThat(good.equals("x") || body.contains(good)).as("the template has %s", good).isTrue();
        long length = ledger.logLength();

        assertProblem(ledger.post(path, good.equals("x") ? body : body.replace(good, bad)), status, code, field);

        assertThat(ledger.logLength()).isEqualTo(length);
        assertThat(ledger.post("/v1/budgets/301/2023/adjustments", body).statusCode()).as("the log continues").isEqualTo(201);
    }

    @Test
    void a_transfer_short_of_funds_is_refused_with_the_line_it_is_about() throws Exception {
        HttpResponse<String> refused = ledger.post("/v1/budgets/301/2023/transfers", "{" + PAPER + ",\"amount\":\"99999999.00\","
                + "\"from\":{" + LINE + "},\"to\":{" + LINE.replace("30201", "30211") + "}}");
        assertProblem(refused, 409, "INSUFFICIENT_FUNDS", "from");
    }

    @Test
    void what_cannot_be_answered_as_asked_is_not_carried_out() throws Exception {
        String body = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}";
        long length = ledger.logLength();
        for (String accept : List.of("application/xml", "text/html", "text/csv", "garbage", "a/b,".repeat(50) + "a/b", "a/b,".repeat(900) + "application/json")) {
            assertThat(ledger.post("/v1/budgets/301/2023/adjustments", body, "Accept", accept).statusCode()).isEqualTo(406);
        }
        for (String type : List.of("multipart/form-data", "multipart/mixed", "text/plain", "application/x-www-form-urlencoded")) {
            HttpResponse<String> refused = HTTP.send(ledger.request("/v1/budgets/301/2023/adjustments")
                    .header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
            assertProblem(refused, 415, "UNSUPPORTED_MEDIA_TYPE", "");
        }
        assertThat(ledger.logLength()).isEqualTo(length);
        for (String address : List.of("/", "/v1/facts", "/v1/log/checkpoint", "/nowhere")) {
            HttpResponse<String> asked = HTTP.send(ledger.request(address).header("Accept", "a/b,".repeat(300) + "*/*").build(), BodyHandlers.ofString());
            assertThat(asked.statusCode()).as(address).isBetween(400, 499);
        }
    }

    @Test
    void a_failed_precondition_is_not_kept_under_the_key_and_another_poster_is_another_content() throws Exception {
        String body = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}";
        String path = "/v1/budgets/301/2023/adjustments";
        assertProblem(ledger.post(path, body, "Idempotency-Key", "pre-1", "If-Match", "\"999999\""),
                412, "SEQUENCE_MISMATCH", "If-Match");
        String last = ledger.get("/v1/budgets/301/2023").headers().firstValue("ETag").orElseThrow();
        assertThat(ledger.post(path, body, "Idempotency-Key", "pre-1", "If-Match", last).statusCode()).isEqualTo(201);
        assertProblem(ledger.post(path, body, "Idempotency-Key", "pre-1", "Posted-By", "somebody else"),
                409, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
    }

    @Test
    void what_is_not_even_http_is_answered_with_a_problem() throws Exception {
        URI uri = URI.create(ledger.base);
        for (String line : List.of("GET /v1/budgets/301%2F2023 HTTP/1.1", "GET /v1/%zz HTTP/1.1",
                "GET /v1/%00 HTTP/1.1", "GET /v1/fa|cts HTTP/1.1")) {
            try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
                socket.getOutputStream().write(
                        (line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).as(line).startsWith("HTTP/1.1 400")
                        .contains("Content-Type: application/problem+json", "\"code\":\"BAD_REQUEST\"")
                        .doesNotContain("<html", "Tomcat");
            }
        }
    }

    @Test
    void of_several_reasons_the_first_in_precedence_is_given() throws Exception {
        String open = "{\"department\":{\"code\":\"301\",\"name\":\"x\"},\"fiscalYear\":2023}";
        String allocate = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"-1.00\"}]}";
        assertProblem(ledger.post("/v1/budgets", open, "If-Match", "\"999999\""), 409, "BUDGET_ALREADY_OPEN", "fiscalYear");
        assertProblem(ledger.post("/v1/budgets", open.replace("301", "303"), "If-Match", "\"0\""),
                412, "SEQUENCE_MISMATCH", "If-Match");
        assertProblem(ledger.post("/v1/budgets/302/2023/allocations", allocate, "If-Match", "\"999999\""),
                409, "BUDGET_NOT_OPEN", "budget");
        assertProblem(ledger.post("/v1/budgets/301/2023/allocations", allocate, "If-Match", "\"999999\""),
                412, "SEQUENCE_MISMATCH", "If-Match");
    }

    @Test
    void an_empty_body_an_empty_list_and_another_content_type_are_problems_too() throws Exception {
        assertProblem(ledger.post("/v1/budgets/301/2023/allocations", ""), 400, "MALFORMED_JSON", "body");
        assertProblem(ledger.post("/v1/budgets/301/2023/allocations", "{" + PAPER + ",\"lines\":[]}"), 400, "FIELD_MISSING", "lines");
        assertProblem(ledger.post("/v1/classifications/2023", "[{\"type\":\"FUNCTION\",\"code\":\"20\",\"name\":\"x\"}]"),
                400, "FIELD_INVALID", "[0].code");
        HttpResponse<String> xml = HTTP.send(ledger.request("/v1/budgets")
                .header("Content-Type", "application/xml").POST(BodyPublishers.ofString("<a/>")).build(),
                BodyHandlers.ofString());
        assertProblem(xml, 415, "UNSUPPORTED_MEDIA_TYPE", "");
        HttpResponse<String> yaml = HTTP.send(ledger.request("/v1/budgets")
                .header("Content-Type", "application/yaml").POST(BodyPublishers.ofString("fiscalYear: 2023")).build(),
                BodyHandlers.ofString());
        assertProblem(yaml, 415, "UNSUPPORTED_MEDIA_TYPE", "");
        HttpResponse<String> tag = ledger.post("/v1/budgets/301/2023/allocations",
                "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}", "If-Match", "W/\"x\"");
        assertProblem(tag, 400, "FIELD_INVALID", "If-Match");
    }

    @Test
    void a_body_of_fifty_megabytes_is_refused_whether_it_says_its_length_or_not() throws Exception {
        byte[] blank = new byte[50 * 1024 * 1024];
        java.util.Arrays.fill(blank, (byte) ' ');
        HttpRequest.Builder request = ledger.request("/v1/budgets/301/2023/allocations")
                .header("Content-Type", "application/json");

        HttpResponse<String> announced = HTTP.send(
                request.POST(BodyPublishers.ofByteArray(blank)).build(), BodyHandlers.ofString());
        HttpResponse<String> chunked = HTTP.send(
                request.POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(blank))).build(),
                BodyHandlers.ofString());

        assertProblem(announced, 413, "BODY_TOO_LARGE", "body");
        assertProblem(chunked, 413, "BODY_TOO_LARGE", "body");
    }

    @Test
    void the_budget_shows_lines_and_balances_and_an_unknown_one_is_not_found() throws Exception {
        HttpResponse<String> found = ledger.get("/v1/budgets/301/2023");
        JsonNode budget = JSON.readTree(found.body());
        assertThat(budget.at("/department/name").stringValue()).isEqualTo("石家庄市人民政府办公室");
        assertThat(budget.at("/lines/0/line/economic").stringValue()).isEqualTo("30201");
        assertThat(found.headers().firstValue("ETag"))
                .hasValue("\"" + budget.get("streamSequence").longValue() + "\"");
        assertProblem(ledger.get("/v1/budgets/999/2023"), 404, "BUDGET_NOT_OPEN", "budget");
    }

    @Test
    void the_log_is_served_in_order_from_any_position() throws Exception {
        List<String> all = ledger.facts(0, 100_000);
        assertThat(all).hasSizeGreaterThanOrEqualTo(3);
        for (int i = 0; i < all.size(); i++) {
            assertThat(Envelope.parse(all.get(i).getBytes(StandardCharsets.UTF_8)).position()).isEqualTo(i + 1);
        }
        assertThat(ledger.facts(1, 2)).isEqualTo(all.subList(1, 3));
        assertProblem(ledger.get("/v1/facts?after=-1"), 400, "FIELD_INVALID", "after");
        assertProblem(ledger.get("/v1/facts?limit=0"), 400, "FIELD_INVALID", "limit");
        assertProblem(ledger.get("/v1/facts?limit=many"), 400, "FIELD_INVALID", "limit");
    }

    @Test
    void commands_are_counted_by_type_outcome_and_code_and_by_nothing_that_a_client_chose() throws Exception {
        String body = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"4.00\"}]}";
        ledger.post("/v1/budgets/301/2023/adjustments", body, "Idempotency-Key", "counted");
        ledger.post("/v1/budgets/301/2023/adjustments", body, "Idempotency-Key", "counted");
        ledger.post("/v1/budgets/999/2023/adjustments", body);

        MeterRegistry meters = ledger.context.getBean(MeterRegistry.class);
        for (List<String> each : List.of(List.of("accepted", ""), List.of("repeated", ""), List.of("refused", "BUDGET_NOT_OPEN"))) {
            Awaitility.await().until(() -> meters.find("ledger.commands")
                    .tags("type", "Adjust", "outcome", each.get(0), "code", each.get(1)).counter() != null);
        }
        assertThat(meters.find("ledger.commands").counters()).allSatisfy(counter ->
                assertThat(counter.getId().getTags().toString()).doesNotContain("301", "999", "counted"));
        assertThat(meters.get("ledger.log.position").gauge().value()).isEqualTo((double) ledger.logLength());
        Awaitility.await().until(() -> meters.get("ledger.outbox.lag.facts").gauge().value() == 0);
    }

    @Test
    void nothing_of_opentelemetry_is_there_unless_it_is_wanted() {
        assertThat(ledger.context.getBeanNamesForType(OpenTelemetry.class)).isEmpty();
        assertThat(ledger.context.getBeanDefinitionNames()).noneMatch(name -> name.contains("otel") || name.contains("otlp"));
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().startsWith("BatchSpan"));
    }

    @Test
    void the_service_becomes_ready_and_describes_itself() throws Exception {
        Awaitility.await().untilAsserted(() ->
                assertThat(ledger.get("/actuator/health/readiness").statusCode()).isEqualTo(200));
        JsonNode openApi = JSON.readTree(ledger.get("/v3/api-docs").body());
        assertThat(openApi.get("openapi").stringValue()).startsWith("3.1");
        assertThat(openApi.get("paths").propertyNames()).contains(
                "/v1/budgets", "/v1/classifications/{year}", "/v1/budgets/{department}/{year}/transfers", "/v1/facts");
        assertThat(ledger.get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
        openApi.get("paths").forEachEntry((path, item) -> {
            if (path.equals("/v1/postings")) {
                assertThat(item.at("/post/requestBody/content").propertyNames())
                        .containsExactly("application/json", "application/x-ndjson", "text/csv",
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
                assertThat(item.at("/post/responses/200").toString()).contains("#/components/schemas/CommandResult");
            } else if (path.equals("/v1/log/verifications")) {
                assertThat(item.at("/post/requestBody/content").propertyNames()).containsExactly("text/plain");
                assertThat(item.at("/post").toString()).as("no command").doesNotContain("Idempotency-Key");
            } else if (item.has("post")) {
                assertThat(item.at("/post/requestBody/content/application~1json/example").isMissingNode())
                        .as("%s has a body to try", path).isFalse();
                assertThat(item.at("/post/parameters").toString()).contains("Idempotency-Key", "Posted-By", "If-Match");
                assertThat(item.at("/post/responses/201").toString()).contains("#/components/schemas/Receipt");
            }
        });
        assertThat(openApi.at("/components/schemas/Receipt/properties").propertyNames())
                .containsExactlyInAnyOrder("postingId", "position", "recordedAt", "leafHash", "streamSequence", "counterpart");
    }

    @Test
    void every_operation_has_its_address() throws Exception {
        String line = LINE.replace("30201", "30211");
        ledger.given("/v1/classifications/2024", """
                [{"type":"FUNCTION","code":"2010301","name":"行政运行"},{"type":"ECONOMIC","code":"30211","name":"差旅费"}]""");
        ledger.given("/v1/budgets", """
                {"department":{"code":"H1","name":"某部门"},"fiscalYear":2023}""");
        ledger.given("/v1/budgets", """
                {"department":{"code":"H1","name":"某部门"},"fiscalYear":2024}""");
        ledger.given("/v1/budgets", """
                {"department":{"code":"H2","name":"某部门"},"fiscalYear":2023}""");
        String lines = "{" + PAPER + ",\"lines\":[{" + line + ",\"amount\":\"%s\"}]}";
        ledger.given("/v1/budgets/H1/2023/allocations", lines.formatted("100.00"));
        ledger.given("/v1/budgets/H1/2023/freezes", lines.formatted("60.00"));
        assertProblem(ledger.post("/v1/budgets/H1/2023/adjustments", lines.formatted("-40.01")), 409, "FUNDS_FROZEN", "lines[0]");
        assertThat(JSON.readTree(ledger.get("/v1/budgets/H1/2023").body()).at("/lines/0").toString())
                .contains("\"balance\":\"100.00\"", "\"frozen\":\"60.00\"");
        ledger.given("/v1/budgets/H1/2023/releases", lines.formatted("60.00"));
        JsonNode halves = ledger.given("/v1/budgets/H1/2023/transfers", "{" + PAPER + ",\"amount\":\"30.00\",\"from\":{" + line
                + "},\"to\":{\"department\":\"H2\"," + line + "}}");
        assertThat(halves.at("/postingId").asString()).isEqualTo("H1-2023-4");
        assertThat(halves.at("/counterpart/postingId").asString()).isEqualTo("H2-2023-1");
        assertThat(halves.at("/counterpart/position").asLong()).isEqualTo(halves.at("/position").asLong() + 1);
        ledger.given("/v1/budgets/H2/2023/reversals", "{" + PAPER + ",\"postingId\":\"H2-2023-1\"}");
        ledger.given("/v1/budgets/H1/2023/carry-forwards", lines.formatted("10.00"));
        ledger.given("/v1/budgets/H1/2023/closing", "{" + PAPER + "}");
        assertProblem(ledger.post("/v1/budgets/H1/2023/adjustments", lines.formatted("1.00")), 409, "YEAR_CLOSED", "budget");
        JsonNode closed = JSON.readTree(ledger.get("/v1/budgets/H1/2023").body());
        assertThat(closed.at("/closed").asBoolean()).isTrue();
        assertThat(closed.at("/lines/0/balance").asString()).isEqualTo("90.00");
        JsonNode next = JSON.readTree(ledger.get("/v1/budgets/H1/2024").body());
        assertThat(next.at("/lines/0/line/origin").asString()).isEqualTo("CARRIED_OVER");
        assertThat(next.at("/lines/0/balance").asString()).isEqualTo("10.00");
    }

    @ParameterizedTest(name = "{0} {1}: {3} {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            transfers      | "amount":"1.00","from":{%s},"to":{"department":"no such",%s} | 400 | FIELD_INVALID       | to.department
            transfers      | "amount":"1.00","from":{%s},"to":{"department":301,%s}       | 400 | FIELD_INVALID       | to.department
            transfers      | "amount":"1.00","from":{%s},"to":{"department":"X9",%s}      | 409 | BUDGET_NOT_OPEN     | to.department
            transfers      | "amount":"1.00","from":{"department":"301",%s},"to":{%s}     | 400 | UNKNOWN_FIELD       | from.department
            reversals      | "postingId":" "                                              | 400 | FIELD_MISSING       | postingId
            reversals      | "postingId":7                                                | 400 | FIELD_INVALID       | postingId
            reversals      | "posting":"301-2023-1"                                       | 400 | UNKNOWN_FIELD       | posting
            reversals      | "postingId":"301-2023-999999999999999999999"                 | 409 | POSTING_UNKNOWN     | postingId
            freezes        | "lines":[]                                                   | 400 | FIELD_MISSING       | lines
            releases       | "lines":[{%s,"amount":"1.00"}]                               | 409 | FUNDS_NOT_FROZEN    | lines[0]
            carry-forwards | "lines":[{%s,"amount":"1.00"}]                               | 409 | NEXT_YEAR_NOT_OPEN  | nextYear
            closing        | "lines":[]                                                   | 400 | UNKNOWN_FIELD       | lines
            """)
    void the_other_operations_name_field_and_code_and_record_nothing(
            String operation, String body, int status, String code, String field) throws Exception {
        long length = ledger.logLength();
        assertProblem(ledger.post("/v1/budgets/301/2023/" + operation, "{" + PAPER + "," + body.replace("%s", LINE) + "}"),
                status, code, field);
        assertThat(ledger.logLength()).isEqualTo(length);
    }

    @Test
    void the_last_year_there_can_be_is_not_carried_forward() throws Exception {
        assertProblem(ledger.post("/v1/budgets/301/9999/carry-forwards",
                "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}"), 400, "FIELD_INVALID", "year");
    }

    /** 64 clients want three times what is there. */
    @Test
    void a_hot_line_is_never_overdrawn_and_every_accepted_posting_is_in_the_log_once() throws Exception {
        ledger.given("/v1/budgets", """
                {"department":{"code":"HOT","name":"某部门"},"fiscalYear":2023}""");
        ledger.given("/v1/budgets/HOT/2023/allocations", "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"200.00\"}]}");
        long before = ledger.logLength();
        String body = "{" + PAPER + ",\"amount\":\"1.00\",\"from\":{" + LINE + "},\"to\":{"
                + LINE.replace("30201", "30211") + "}}";
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(64)) {
            List<Future<HttpResponse<String>>> sent = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                sent.add(clients.submit(() -> ledger.post("/v1/budgets/HOT/2023/transfers", body)));
            }
            for (Future<HttpResponse<String>> answer : sent) {
                answers.add(answer.get());
            }
        }

        List<HttpResponse<String>> accepted = answers.stream().filter(answer -> answer.statusCode() == 201).toList();
        assertThat(accepted).hasSize(200);
        answers.stream().filter(answer -> answer.statusCode() != 201)
                .forEach(answer -> assertProblem(answer, 409, "INSUFFICIENT_FUNDS", "from"));
        List<String> posted = ledger.facts(before, 1000).stream().filter(fact -> fact.contains("\"stream\":\"HOT-2023\"")).toList();
        assertThat(posted.stream().map(fact -> Hash.ofLeaf(fact.getBytes(StandardCharsets.UTF_8)).base64()))
                .containsExactlyInAnyOrderElementsOf(accepted.stream()
                        .map(answer -> JSON.readTree(answer.body()).get("leafHash").stringValue()).toList());
        assertThat(JSON.readTree(ledger.get("/v1/budgets/HOT/2023").body()).at("/lines/0/balance").asString()).isEqualTo("0.00");
    }

    /** Read, decide, write back with If-Match: of those who read the same state one wins, and nobody's change is lost. */
    @Test
    void if_match_lets_no_update_be_lost() throws Exception {
        ledger.given("/v1/budgets", """
                {"department":{"code":"IFM","name":"某部门"},"fiscalYear":2023}""");
        ledger.given("/v1/budgets/IFM/2023/allocations", "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}");
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            List<Future<?>> all = new ArrayList<>();
            for (int client = 0; client < 16; client++) {
                all.add(clients.submit(() -> {
                    doubleTheBalance();
                    return null;
                }));
            }
            for (Future<?> client : all) {
                client.get();
            }
        }
        // Sixteen doublings, each on top of the last.
        assertThat(JSON.readTree(ledger.get("/v1/budgets/IFM/2023").body()).at("/lines/0/balance").asString())
                .isEqualTo("65536.00");
    }

    private static void doubleTheBalance() throws Exception {
        while (true) {
            HttpResponse<String> read = ledger.get("/v1/budgets/IFM/2023");
            String balance = JSON.readTree(read.body()).at("/lines/0/balance").asString();
            HttpResponse<String> answer = ledger.post("/v1/budgets/IFM/2023/adjustments",
                    "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"" + balance + "\"}]}",
                    "If-Match", read.headers().firstValue("ETag").orElseThrow());
            if (answer.statusCode() == 201) {
                return;
            }
            assertProblem(answer, 412, "SEQUENCE_MISMATCH", "If-Match");
        }
    }
}
