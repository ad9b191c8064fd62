package dev.budgetledger.ledger.commands;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.ledger.RunningLedger;

import static dev.budgetledger.ledger.RunningLedger.*;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What surrounds a body is read as strictly as the body; and what the server itself refuses is a problem with a code. */
class StrictRequestTest {

    private static final String ALLOCATIONS = "/v1/budgets/301/2023/allocations";
    private static final String BODY = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}";
    private static final String DOCUMENT = "{\"type\":\"Allocate\",\"department\":\"301\",\"fiscalYear\":2023," + BODY.substring(1);

    private static RunningLedger ledger;
    private long length;

    @BeforeAll
    static void start() throws Exception {
        ledger = RunningLedger.with301();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @BeforeEach
    void count() throws Exception {
        length = ledger.logLength();
    }

    @AfterEach
    void nothing_is_recorded() throws Exception {
        assertThat(ledger.logLength()).isEqualTo(length);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Posted-By: mallory⏎Posted-By: treasury            | Posted-By
            posted-by: treasury⏎Posted-By: treasury           | Posted-By
            Idempotency-Key: k1⏎Idempotency-Key: k2           | Idempotency-Key
            If-Match: "1"⏎If-Match: "1"                       | If-Match
            If-Match: "1", "2"                                | If-Match
            If-Match: "99999999999999999999"                  | If-Match
            Content-Type: TYPE                                | Content-Type
            Content-Type: text/plain                          | Content-Type
            Content-Encoding: gzip                            | Content-Encoding
            Content-Encoding: identity⏎Content-Encoding: gzip | Content-Encoding
            """)
    void a_header_that_is_said_once_is_not_said_twice(String headers, String field) throws Exception {
        String text = headers.replace("⏎", "\r\n") + "\r\n";
        for (String type : List.of("application/json", "application/x-ndjson", "text/csv")) {
            String path = type.equals("application/json") ? ALLOCATIONS : "/v1/postings";
            assertProblem(send("POST", path, "Content-Type: " + type + "\r\n" + text.replace("TYPE", type),
                    BODY.getBytes(UTF_8)), 400, "FIELD_INVALID", field);
        }
        if (!text.contains("TYPE") && !field.startsWith("Content-Type")) {
            assertProblem(send("POST", "/v1/postings", "Content-Type: application/json\r\n" + text, "[]".getBytes(UTF_8)),
                    400, "FIELD_INVALID", field);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Posted-By", "Idempotency-Key"})
    void a_header_is_utf_8_and_reads_as_it_is_printed(String header) throws Exception {
        byte[] gbk = "财政局".getBytes(Charset.forName("GBK"));
        for (byte[] bad : List.of(gbk, HexFormat.of().parseHex("78C0AF"), HexFormat.of().parseHex("78EDA080"), HexFormat.of().parseHex("78E8B4"),
                "x\u3000x".getBytes(UTF_8), "Cafe\u0301".getBytes(UTF_8), "x\u200b".getBytes(UTF_8), "\ufffd".getBytes(UTF_8))) {
            String said = header + ": " + new String(bad, ISO_8859_1) + "\r\n";
            assertProblem(send("POST", ALLOCATIONS, "Content-Type: application/json\r\n" + said, BODY.getBytes(UTF_8)),
                    400, "FIELD_INVALID", header);
            assertProblem(send("POST", "/v1/postings", "Content-Type: application/x-ndjson\r\n" + said, DOCUMENT.getBytes(UTF_8)),
                    400, "FIELD_INVALID", header);
        }
        String blank = header + ": " + new String("\u3000".getBytes(UTF_8), ISO_8859_1) + "\r\n";
        assertProblem(send("POST", ALLOCATIONS, "Content-Type: application/json\r\n" + blank, BODY.getBytes(UTF_8)),
                400, "FIELD_MISSING", header);
    }

    /** Overlong, half a pair, cut, GBK, UTF-16 with and without its mark, beyond the last. */
    @ParameterizedTest
    @ValueSource(strings = {"C0AF", "EDA080", "E4BA", "B2C6", "F4908080", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void a_body_is_utf_8(String bad) throws Exception {
        byte[] body = bad.startsWith("UTF") ? BODY.getBytes(Charset.forName(bad)) : broken(BODY, bad);
        assertProblem(send("POST", ALLOCATIONS, "Content-Type: application/json\r\n", body), 400, "MALFORMED_JSON", "body");
        assertProblem(send("POST", ALLOCATIONS, "Content-Type: application/json;charset=UTF-8\r\n", body), 400, "MALFORMED_JSON", "body");
        for (String charset : List.of("GBK", "UTF-16", "ISO-8859-1", "US-ASCII")) {
            assertProblem(send("POST", ALLOCATIONS, "Content-Type: application/json;charset=" + charset + "\r\n", body),
                    400, "FIELD_INVALID", "Content-Type");
            assertProblem(send("POST", "/v1/postings", "Content-Type: application/json;charset=" + charset + "\r\n", body),
                    400, "FIELD_INVALID", "Content-Type");
            assertProblem(send("POST", "/v1/log/verifications", "Content-Type: text/plain;charset=" + charset + "\r\n", body),
                    400, "FIELD_INVALID", "Content-Type");
        }
        assertProblem(send("POST", "/v1/log/verifications", "Content-Type: text/plain\r\n", body), 400, "FIELD_INVALID", "body");
    }

    private static byte[] broken(String body, String hex) {
        return new String(body.replace("测试", "a⏎b").getBytes(UTF_8), ISO_8859_1)
                .replace(new String("⏎".getBytes(UTF_8), ISO_8859_1), new String(HexFormat.of().parseHex(hex), ISO_8859_1)).getBytes(ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,  /v1/facts?limitt=1,                           limitt
            GET,  /v1/facts?after=0&afterr=9,                   afterr
            GET,  /v1/log/checkpoint?x,                         x
            GET,  /v1/log/key?at=1,                             at
            GET,  /v1/log/proofs/inclusion?position=1&sizee=1,  sizee
            GET,  /v1/log/proofs/consistency?from=1&till=1,     till
            GET,  /v1/budgets/301/2023?effectiveOn=2023-01-31,  effectiveOn
            HEAD, /v1/budgets/301/2023?effectiveOn=2023-01-31,
            GET,  /v1/budgets/301/2023;x=1,                     x
            GET,  /v1/budgets/301;asOf=1/2023,                  asOf
            GET,  /v1/facts;limit=1?limit=1,                    limit
            POST, /v1/budgets/301/2023/allocations?dry=true,    dry
            POST, /v1/budgets/301/2023/allocations;dry=true,    dry
            POST, /v1/budgets/301;v=2/2023/allocations,         v
            POST, /v1/budgets?x=1,                              x
            POST, /v1/classifications/2023?x=1,                 x
            POST, /v1/postings?atomc=true,                      atomc
            POST, /v1/postings;atomic=true,                     atomic
            POST, /v1/postings?Atomic=true,                     Atomic
            GET,  /v1?x=1,                                      x
            GET,  /?x=1,                                        x
            GET,  /actuator/health?x=1,                         x
            GET,  /actuator/health/readiness;x,                 x
            GET,  /v3/api-docs?group=1,                         group
            GET,  /swagger-ui/index.html?url=http://x/,         url
            """)
    void a_parameter_that_the_address_does_not_have_is_not_ignored(String method, String address, String field) throws Exception {
        Answer answer = send(method, address, "Content-Type: application/json\r\n", BODY.getBytes(UTF_8));
        assertThat(answer.status).isEqualTo(400);
        if (field != null) {
            assertProblem(answer, 400, "UNKNOWN_PARAMETER", field);
        }
        if (address.equals("/v1/log/checkpoint?x")) {
            assertProblem(send("POST", "/v1/log/verifications?x=1", "Content-Type: text/plain\r\n", new byte[0]),
                    400, "UNKNOWN_PARAMETER", "x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /v1//facts", "GET //v1/facts", "GET /v1/facts/", "GET /v1/./facts", "GET /v1/x/../facts", "GET /v1/%2e%2e/v1/facts",
        "GET /v1/budgets/%3301/2023", "GET /v1/budgets/301/%32023", "GET /v1/budgets/302/%2E%2E/301/2023", "GET /v1/budgets/301/2023%3Bx",
        "POST /v1/budgets/%3301/2023/allocations", "POST /v1/budgets//301/2023/allocations", "POST /v1/budgets/302/../301/2023/allocations",
        "POST /v1/budgets/301/2023/allocations/", "POST /v1/%70ostings", "POST /v1//postings", "POST /v1/log/verifications/", "OPTIONS /v1//facts",
        "GET /actuator//health", "GET /actuator/%68ealth", "GET /v3/./api-docs", "GET /swagger-ui//index.html", "GET //"})
    void an_address_has_one_spelling(String request) throws Exception {
        int blank = request.indexOf(' ');
        assertProblem(send(request.substring(0, blank), request.substring(blank + 1), "Content-Type: application/json\r\n", BODY.getBytes(UTF_8)),
                400, "PATH_NOT_CANONICAL", "path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080"})
    void a_service_answers_to_its_names(String host) throws Exception {
        assertThat(to(host, "GET", "/v1/log/key").status).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger.example", "localhost.", "localhost.ledger.example:8080", "0.0.0.0", "127.1", ""})
    void to_no_other(String host) throws Exception {
        assertProblem(to(host, "GET", "/v1/log/key"), 421, "HOST_NOT_ALLOWED", "Host");
        assertProblem(to(host, "GET", "/actuator/health/liveness"), 421, "HOST_NOT_ALLOWED", "Host");
        assertProblem(to(host, "POST", ALLOCATIONS), 421, "HOST_NOT_ALLOWED", "Host");
    }

    private static Answer to(String host, String method, String address) throws Exception {
        return raw((method + " " + address + " HTTP/1.1\r\nHost: " + host
                + "\r\nX-Forwarded-Host: localhost\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /v1/facts?limit=1&limit=2,                               FIELD_INVALID, limit
            /v1/facts?after=,                                        FIELD_INVALID, after
            /v1/facts?after=99999999999999999999,                    FIELD_INVALID, after
            /v1/facts?limit=1e999999999,                             FIELD_INVALID, limit
            /v1/facts?limit=1.0,                                     FIELD_INVALID, limit
            /v1/facts?limit=+1,                                      FIELD_INVALID, limit
            /v1/facts?limit=%EF%BC%91,                               FIELD_INVALID, limit
            /v1/log/proofs/inclusion,                                FIELD_MISSING, position
            /v1/log/proofs/inclusion?size=1,                         FIELD_MISSING, position
            /v1/log/proofs/inclusion?position=-1,                    FIELD_INVALID, position
            /v1/log/proofs/inclusion?position=1&size=99999999999999999999, FIELD_INVALID, size
            /v1/log/proofs/consistency,                              FIELD_MISSING, from
            /v1/log/proofs/consistency?from=1&to=999999999999999999, FIELD_INVALID, to
            /v1/facts?after=%FF,                                     FIELD_INVALID, query
            /v1/facts?after=%C0%AF,                                  FIELD_INVALID, query
            /v1/facts?%ED%A0%80=1,                                   FIELD_INVALID, query
            /v1/facts?after=%zz,                                     FIELD_INVALID, query
            /v1/budgets/301/2023?x=%E5%85,                           FIELD_INVALID, query
            """)
    void a_parameter_that_cannot_be_read_is_named(String address, String code, String field) throws Exception {
        assertProblem(send("GET", address, "", new byte[0]), 400, code, field);
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            OpenBudget | {"department":{"code":"Q1","name":"x"},"fiscalYear":NUMBER}                      | fiscalYear
            Allocate   | {"department":"301","fiscalYear":NUMBER,"lines":[]}                              | fiscalYear
            Allocate   | {"department":"301","fiscalYear":2023,"expectedSequence":NUMBER,"lines":[]}      | expectedSequence
            Publish    | {"department":"301","fiscalYear":2023,"documentNo":"x","publishedOn":"2023-01-01","reason":"x","asOf":{"effectiveOn":"2023-01-01","position":NUMBER}} | asOf.position
            DefineClassifications | {"fiscalYear":NUMBER,"classifications":[]}                            | fiscalYear
            """)
    void a_number_that_is_none_of_its_field_names_it(String type, String document, String field) throws Exception {
        String typed = "{\"type\":\"" + type + "\"," + document.substring(1);
        for (String number : List.of("99999999999999999999", "-99999999999999999999", "1e999999999", "1e-999999999", "1.0e99999999999999999999",
                "2023.0", "1e3", "\"2023\"", "true", "[2023]", "9".repeat(1000), "9".repeat(1001), "-1", "\"\"")) {
            Answer answer = send("POST", "/v1/postings", "Content-Type: application/x-ndjson\r\n", typed.replace("NUMBER", number).getBytes(UTF_8));
            JsonNode problem = JSON.readTree(answer.body).get("problem");
            assertThat(problem.get("code").stringValue() + " " + problem.get("field").stringValue())
                    .as(number.length() > 30 ? number.length() + " digits" : number)
                    .isEqualTo("FIELD_INVALID " + (number.length() > 1000 ? "body" : field)); // so many are not even looked at
        }
    }

    @Test
    void a_fiscal_year_out_of_range_of_a_single_command_is_named() throws Exception {
        for (String year : List.of("99999999999", "2147483648", "-1", "10000", "1e999999999")) {
            assertProblem(send("POST", "/v1/budgets", "Content-Type: application/json\r\n",
                    ("{\"department\":{\"code\":\"Q1\",\"name\":\"x\"},\"fiscalYear\":" + year + "}").getBytes(UTF_8)),
                    400, "FIELD_INVALID", "fiscalYear");
        }
    }

    /** The client sends no more before it has sent what it announced. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            /v1/budgets/301/2023/allocations | application/json     | Content-Length: 1000
            /v1/budgets/301/2023/allocations | application/json     | Transfer-Encoding: chunked
            /v1/postings?atomic=true         | application/x-ndjson | Content-Length: 1000
            /v1/postings?atomic=true         | application/x-ndjson | Transfer-Encoding: chunked
            /v1/postings?atomic=true         | application/json     | Content-Length: 1000
            /v1/postings?atomic=true         | text/csv             | Content-Length: 1000
            /v1/log/verifications            | text/plain           | Content-Length: 1000
            /v1/log/verifications            | text/plain           | Transfer-Encoding: chunked
            """)
    void a_body_that_ends_early_is_a_problem_and_never_a_smaller_whole(String path, String type, String framing) throws Exception {
        String whole = switch (type) {
            case "application/json" -> path.startsWith("/v1/postings") ? "[" + DOCUMENT : BODY;
            case "text/csv" -> "type,department,fiscalYear,documentNo,effectiveOn,reason,fund,function,kind,economic,amount\n"
                    + "Allocate,301,2023,文号,2023-01-05,年初批复,GENERAL_PUBLIC,2010301,OPERATING,30201,1.00";
            default -> DOCUMENT;
        };
        boolean chunked = framing.startsWith("Transfer");
        String chunk = Integer.toHexString(whole.getBytes(UTF_8).length) + "\r\n" + whole + "\r\n";
        for (String sent : chunked ? List.of(chunk, chunk.substring(0, chunk.length() - 20), chunk + "zz\r\n", chunk + "fffffffffffffff\r\n")
                : List.of(whole)) {
            Answer answer = raw(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + framing + "\r\n\r\n" + sent)
                    .getBytes(UTF_8));
            assertProblem(answer, 400, "BAD_REQUEST", "request");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            TRACE /v1/facts HTTP/1.1⏎Host: localhost                    | 405 | METHOD_NOT_ALLOWED
            CONNECT x:1 HTTP/1.1⏎Host: localhost                        | 501 | NOT_IMPLEMENTED
            DELETE /v1/budgets/301/2023 HTTP/1.1⏎Host: localhost        | 405 | METHOD_NOT_ALLOWED
            GET /v1/nothing HTTP/1.1⏎Host: localhost                    | 404 | NOT_FOUND
            GET /v1/facts HTTP/1.1⏎Host: localhost⏎Accept: garbage      | 406 | NOT_ACCEPTABLE
            GET /v1/budgets/301/2023 HTTP/1.1⏎Host: localhost⏎Accept: garbage | 406 | NOT_ACCEPTABLE
            POST /v1/budgets HTTP/1.1⏎Host: localhost⏎Content-Type: */* | 400 | FIELD_INVALID
            POST /v1/log/verifications HTTP/1.1⏎Host: localhost⏎Content-Type: application/*;q=1 | 400 | FIELD_INVALID
            GET /actuator/health HTTP/1.1⏎Host: localhost⏎Content-Type: */* | 400 | FIELD_INVALID
            GET /v1/facts HTTP/1.1                              | 400 | BAD_REQUEST
            GET /v1/facts HTTP/1.1⏎Host: localhost⏎Host: y              | 400 | BAD_REQUEST
            GET /v1/facts HTTP/1.1⏎Host: a b                    | 400 | BAD_REQUEST
            GET /v1/facts HTTP/9.9⏎Host: localhost                      | 505 | HTTP_VERSION_NOT_SUPPORTED
            GET /v1/facts HTTP/1.1⏎Host: localhost⏎Content-Length: x    | 400 | BAD_REQUEST
            GET /v1/facts HTTP/1.1⏎Host: localhost⏎Expect: more         | 417 | EXPECTATION_FAILED
            GET /v1/facts HTTP/1.1⏎Host: localhost⏎no header            | 400 | BAD_REQUEST
            POST /v1/budgets HTTP/1.1⏎Host: localhost⏎Transfer-Encoding: x | 501 | NOT_IMPLEMENTED
            GET /v1/facts?after=元 HTTP/1.1⏎Host: localhost             | 400 | BAD_REQUEST
            GET /v1/元 HTTP/1.1⏎Host: localhost                         | 400 | BAD_REQUEST
            GET /v1/%FF HTTP/1.1⏎Host: localhost                        | 400 | BAD_REQUEST
            hello                                               | 400 | BAD_REQUEST
            GET /v1/facts                                       | 505 | HTTP_VERSION_NOT_SUPPORTED
            POST /v1/budgets                                    | 400 | BAD_REQUEST
            hello                                               | 400 | BAD_REQUEST
            PRI * HTTP/2.0⏎⏎SM⏎                                 | 505 | HTTP_VERSION_NOT_SUPPORTED
            GET /v1/facts HTTP/2.0⏎Host: localhost              | 505 | HTTP_VERSION_NOT_SUPPORTED
            GET /v1/budgets%2F301/2023 HTTP/1.1⏎Host: localhost | 400 | BAD_REQUEST
            GET http://ledger.example/v1/facts HTTP/1.1⏎Host: localhost | 400 | BAD_REQUEST
            GET /v1/facts HTTP/1.1⏎Host: localhost⏎Content-Length: 1⏎Content-Length: 2 | 400 | BAD_REQUEST
            """)
    void what_the_server_refuses_is_a_problem(String request, int status, String code) throws Exception {
        Answer answer = raw((request.replace("⏎", "\r\n") + "\r\nConnection: close\r\n\r\n").getBytes(UTF_8));

        assertThat(answer.status).isEqualTo(status);
        assertThat(answer.head).contains("Content-Type: application/problem+json").doesNotContain("Tomcat");
        assertThat(JSON.readTree(answer.body).get("code").stringValue()).isEqualTo(code);
        if (code.equals("BAD_REQUEST")) {
            assertThat(answer.body).contains("%2B", "%E5%85%83");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=gbk", "application/json;q=0.9;charset=utf-16", "application/json;odata=verbose", "*/*;charset=gbk"})
    void whatever_else_is_said_of_what_is_accepted_the_answer_is_the_same_utf_8(String accept) throws Exception {
        for (String address : List.of("/v1/budgets/301/2023", "/v1/log/proofs/inclusion?position=1", "/v3/api-docs", "/actuator/health/liveness")) {
            Answer answer = send("GET", address, "Accept: " + accept + "\r\n", new byte[0]);
            Answer plain = send("GET", address, "Accept: application/json\r\n", new byte[0]);

            assertThat(answer.status).as(answer.body).isEqualTo(200);
            assertThat(answer.head).doesNotContainIgnoringCase("gbk", "utf-16", "odata");
            assertThat(answer.body).isEqualTo(plain.body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " [1]", "\n\"x\"", "}", "x"})
    void what_comes_after_the_end_of_a_body_is_not_json(String more) throws Exception {
        assertProblem(send("POST", ALLOCATIONS, "Content-Type: application/json\r\nIdempotency-Key: k\r\n", (BODY + more).getBytes(UTF_8)),
                400, "MALFORMED_JSON", "body");
        Answer line = send("POST", "/v1/postings", "Content-Type: application/x-ndjson\r\nIdempotency-Key: b\r\n",
                (DOCUMENT + more.strip() + "\n").getBytes(UTF_8));
        assertThat(line.body).contains("\"code\":\"MALFORMED_JSON\"", "\"field\":\"body\"");
    }

    @Test
    void who_reads_many_languages_is_answered_in_the_one_he_likes_best() throws Exception {
        String languages = "zh-CN, " + "zh;q=0.9, ".repeat(700) + "en;q=0.1";

        assertThat(send("GET", "/v1/facts", "Accept-Language: " + languages + "\r\n", new byte[0]).status).isEqualTo(200);
        assertThat(send("GET", "/v1/nothing", "Accept-Language: " + languages + "\r\n", new byte[0]).head).contains("HTTP/1.1 404", "Content-Language: zh");
    }

    @Test
    void more_parameters_than_are_read_are_a_problem() throws Exception {
        assertProblem(send("GET", "/v1/facts?" + "a&".repeat(1500), "", new byte[0]), 400, "FIELD_INVALID", "query");
    }

    private record Answer(int status, String head, String body) {}

    private static void assertProblem(Answer answer, int status, String code, String field) {
        assertThat(answer.head).as(answer.body).contains("Content-Type: application/problem+json");
        JsonNode problem = JSON.readTree(answer.body);
        assertThat(List.of(answer.status, problem.get("status").asInt(), problem.get("code").stringValue(), problem.get("field").stringValue()))
                .as(answer.body).isEqualTo(List.of(status, status, code, field));
    }

    private static Answer send(String method, String address, String headers, byte[] body) throws Exception {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((method + " " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                + "Content-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1));
        request.writeBytes(body);
        return raw(request.toByteArray());
    }

    private static Answer raw(byte[] request) throws Exception {
        URI uri = URI.create(ledger.base);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            String body = answer.substring(end + 4);
            boolean chunked = answer.substring(0, end).contains("chunked");
            return new Answer(Integer.parseInt(answer.substring(9, 12)), answer.substring(0, end),
                    chunked ? body.substring(body.indexOf('\n') + 1).replaceFirst("(?s)\r\n[0-9a-f]+\r\n.*", "") : body);
        }
    }
}
