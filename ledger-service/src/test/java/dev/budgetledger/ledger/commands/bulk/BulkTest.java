package dev.budgetledger.ledger.commands.bulk;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.ledger.RunningLedger;

import static dev.budgetledger.ledger.RunningLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code POST /v1/postings}. */
class BulkTest {

    private static final String POSTINGS = "/v1/postings";
    private static final String NDJSON = "application/x-ndjson";
    private static final String TRAVEL = LINE.replace("30201", "30211");

    private static final String STATEMENT_HEADER = "posting,type,department,fiscalYear,documentNo,effectiveOn,reason,part,key,goal,sectionTitle,"
            + "sectionGoal,sectionIndicator,assurance,first,second,third,operator,value,measure,score,item,catalogueCode,quantity,price,fund,amount\n";

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
    void an_array_answers_an_array_with_the_outcome_of_each_in_order() throws Exception {
        HttpResponse<String> answer = ledger.post(POSTINGS, "[" + String.join(",\n",
                open("B1"),
                allocate("B1", "100.00"),
                "{\"type\":\"Transfer\"," + of("B1") + PAPER + ",\"amount\":\"40.00\",\"from\":{" + LINE + "},\"to\":{" + TRAVEL + "}}",
                "{\"type\":\"Transfer\"," + of("B1") + PAPER + ",\"amount\":\"60.01\",\"from\":{" + LINE + "},\"to\":{" + TRAVEL + "}}",
                "{\"type\":\"Reverse\"," + of("B1") + PAPER + ",\"postingId\":\"B1-2023-2\"}",
                "{\"type\":\"Freeze\"," + of("B1") + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"10.00\"}]}",
                "{\"type\":\"Release\"," + of("B1") + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"10.00\"}]}",
                "{\"type\":\"CarryForward\"," + of("B1") + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"10.00\"}]}",
                "{\"type\":\"CloseYear\"," + of("B1") + PAPER + "}",
                "{\"type\":\"Adjust\"," + of("B1") + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"10.00\"}]}") + "]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        List<JsonNode> results = JSON.readTree(answer.body()).valueStream().toList();
        assertThat(results).extracting(result -> result.get("line").asInt())
                .isEqualTo(IntStream.rangeClosed(1, 10).boxed().toList());
        assertThat(statuses(results)).containsExactly(201, 201, 201, 409, 201, 201, 201, 409, 201, 409);
        assertThat(codes(results)).containsExactly("INSUFFICIENT_FUNDS from", "NEXT_YEAR_NOT_OPEN nextYear", "YEAR_CLOSED budget");
        assertThat(results.get(4).at("/receipt/postingId").asString()).isEqualTo("B1-2023-3");
    }

    @Test
    void a_broken_line_in_the_middle_names_its_number_and_leaves_the_others_as_they_are() throws Exception {
        long length = ledger.logLength();
        HttpResponse<String> answer = lines(
                open("B2"),
                allocate("B2", "1.00"),
                "{\"type\":\"Allocate\",",
                "",
                allocate("B2", "1.001"),
                allocate("B2", "1.00").replace("Allocate", "Grant"),
                "[]",
                "{\"type\":\"Allocate\",\"type\":\"Allocate\"}",
                allocate("B2", "1.00").replace("documentNo", "documentNumber"),
                allocate("B2", "1.00").replace("2023,", "\"2023\","),
                allocate("B2", "1.00").replace("{\"type\"", "{\"expectedSequence\":-1,\"type\""),
                "\uFFFF",
                allocate("B2", "1.00").replace("{\"type\"", "{\"idempotencyKey\":\"\\ud800\",\"type\""),
                allocate("B2", "2.00"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(NDJSON);
        assertThat(answer.body()).endsWith("\n");
        List<JsonNode> results = results(answer);
        assertThat(results).extracting(result -> result.get("line").asInt())
                .containsExactly(1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
        assertThat(statuses(results)).containsExactly(201, 201, 400, 400, 400, 400, 400, 400, 400, 400, 400, 400, 201);
        assertThat(codes(results)).containsExactly("MALFORMED_JSON body", "AMOUNT_TOO_PRECISE lines[0].amount",
                "FIELD_INVALID type", "MALFORMED_JSON body", "MALFORMED_JSON body", "UNKNOWN_FIELD documentNumber",
                "FIELD_INVALID fiscalYear", "FIELD_INVALID expectedSequence", "MALFORMED_JSON body",
                "FIELD_INVALID idempotencyKey");
        assertThat(ledger.logLength()).isEqualTo(length + 3);
        assertThat(balance("B2")).isEqualTo("3.00");
    }

    @Test
    void an_array_that_breaks_names_the_element_and_ends_there() throws Exception {
        List<JsonNode> results = JSON.readTree(ledger.post(POSTINGS,
                "[" + open("B3") + "," + allocate("B3", "1.00") + "," + "7," + "{\"type\": oh}," + allocate("B3", "2.00") + "]").body())
                .valueStream().toList();
        assertThat(statuses(results)).containsExactly(201, 201, 400, 400);
        assertThat(results.getLast().at("/problem/detail").asString()).contains("line 1");
        assertThat(balance("B3")).isEqualTo("1.00");

        assertThat(ledger.post(POSTINGS, "[]").body()).isEqualTo("[]\n");
        assertThat(codes(JSON.readTree(ledger.post(POSTINGS, "[] []").body()).valueStream().toList()))
                .containsExactly("MALFORMED_JSON body");
        assertThat(codes(JSON.readTree(ledger.post(POSTINGS, "[").body()).valueStream().toList()))
                .containsExactly("MALFORMED_JSON body");
        for (String noArray : List.of("", "{}", "7", "nonsense")) {
            assertProblem(ledger.post(POSTINGS, noArray), 400, "MALFORMED_JSON", "body");
        }
    }

    @Test
    void a_line_too_large_for_memory_is_refused_and_the_next_one_is_read() throws Exception {
        InputStream huge = new SequenceInputStream(Collections.enumeration(Stream.concat(
                IntStream.range(0, 5).mapToObj(_ -> new ByteArrayInputStream("x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8))),
                Stream.of(new ByteArrayInputStream(("\n" + open("B4") + "\n" + allocate("B4", "1.00")).getBytes(StandardCharsets.UTF_8))))
                .toList()));
        List<JsonNode> results =
                results(ledger.post(POSTINGS, NDJSON, BodyPublishers.ofInputStream(() -> huge)));

        assertThat(statuses(results)).containsExactly(413, 201, 201);
        assertThat(codes(results)).containsExactly("BODY_TOO_LARGE body");
    }

    @Test
    void all_or_nothing_records_all_in_one_commit() throws Exception {
        HttpResponse<String> answer = ledger.post(POSTINGS + "?atomic=true", NDJSON, BodyPublishers.ofString(
                open("A1") + "\n\n" + allocate("A1", "1.00") + "\n" + allocate("A1", "2.00")));

        assertThat(answer.statusCode()).isEqualTo(200);
        List<JsonNode> results = results(answer);
        assertThat(results).extracting(result -> result.get("line").asInt()).containsExactly(1, 3, 4);
        assertThat(results).extracting(result -> result.at("/receipt/recordedAt").asString()).allMatch(
                results.getFirst().at("/receipt/recordedAt").asString()::equals);
        assertThat(JSON.readTree(ledger.post(POSTINGS + "?atomic=true", "[" + allocate("A1", "4.00") + "]").body()).size())
                .isEqualTo(1);
        assertThat(balance("A1")).isEqualTo("7.00");
        assertThat(ledger.post(POSTINGS + "?atomic=true", "[]").body()).isEqualTo("[]\n");
    }

    @Test
    void all_or_nothing_records_nothing_where_one_is_refused_or_cannot_be_read_and_names_its_line() throws Exception {
        long length = ledger.logLength();
        HttpResponse<String> refused = ledger.post(POSTINGS + "?atomic=true", NDJSON, BodyPublishers.ofString(
                open("A2") + "\n" + allocate("A2", "1.00") + "\n" + allocate("A2", "-1.00") + "\n" + allocate("A2", "1.00")));
        assertProblem(refused, 422, "AMOUNT_NOT_POSITIVE", "lines[0].amount");
        assertThat(JSON.readTree(refused.body()).get("line").asInt()).isEqualTo(3);

        HttpResponse<String> broken = ledger.post(POSTINGS + "?atomic=true", NDJSON, BodyPublishers.ofString(
                open("A2") + "\n" + allocate("A2", "1.00") + "\n{\n"));
        assertProblem(broken, 400, "MALFORMED_JSON", "body");
        assertThat(JSON.readTree(broken.body()).get("line").asInt()).isEqualTo(3);

        assertThat(ledger.logLength()).isEqualTo(length);
        assertProblem(ledger.post(POSTINGS + "?atomic=true", NDJSON, BodyPublishers.ofString(
                Collections.nCopies(10_001, allocate("A2", "1.00")).stream().collect(Collectors.joining("\n")))),
                413, "BATCH_TOO_LARGE", "body");
        assertThat(ledger.logLength()).isEqualTo(length);
    }

    @Test
    void ten_thousand_are_recorded_all_or_none() throws Exception {
        HttpResponse<String> answer = ledger.post(POSTINGS + "?atomic=true", NDJSON, BodyPublishers.ofString(
                open("A3") + "\n" + Collections.nCopies(9_999, allocate("A3", "0.01")).stream().collect(Collectors.joining("\n"))));

        assertThat(results(answer)).hasSize(10_000);
        assertThat(balance("A3")).isEqualTo("99.99");
    }

    @Test
    void posting_a_file_again_posts_nothing_twice() throws Exception {
        String file = open("K1") + "\n" + allocate("K1", "1.00").replace("{\"type\"", "{\"idempotencyKey\":\"own-1\",\"type\"")
                + "\n" + allocate("K1", "-5.00") + "\n";
        HttpResponse<String> first =
                ledger.post(POSTINGS, NDJSON, BodyPublishers.ofString(file), "Idempotency-Key", "file-1");
        long length = ledger.logLength();
        HttpResponse<String> again = ledger.post(POSTINGS, NDJSON,
                BodyPublishers.ofString(file + allocate("K1", "3.00") + "\n"), "Idempotency-Key", "file-1");

        List<JsonNode> results = results(again);
        assertThat(statuses(results)).containsExactly(201, 201, 422, 201);
        assertThat(results).extracting(result -> result.get("repeated").asBoolean()).containsExactly(true, true, true, false);
        assertThat(results).extracting(result -> result.get("idempotencyKey").asString())
                .containsExactly("file-1/1", "own-1", "file-1/3", "file-1/4");
        assertThat(results.get(1).get("receipt")).isEqualTo(results(first).get(1).get("receipt"));
        assertThat(ledger.logLength()).isEqualTo(length + 1);
        assertThat(codes(results(ledger.post(POSTINGS, NDJSON,
                BodyPublishers.ofString(open("K1") + "\n\n" + allocate("K1", "9.00")), "Idempotency-Key", "file-1"))))
                .containsExactly("IDEMPOTENCY_KEY_REUSED Idempotency-Key");
    }

    @Test
    void each_says_who_posts_it_or_the_request_does() throws Exception {
        ledger.post(POSTINGS, NDJSON, BodyPublishers.ofString(
                open("P1").replace("{\"type\"", "{\"postedBy\":\"张三\",\"type\"") + "\n" + allocate("P1", "1.00")), "Posted-By", "budget-office");

        assertThat(ledger.facts(0, 100_000).stream()
                .map(json -> Envelope.parse(json.getBytes(StandardCharsets.UTF_8)))
                .filter(envelope -> envelope.stream().equals("P1-2023"))
                .map(Envelope::postedBy)).containsExactly("张三", "budget-office");
    }

    @Test
    void an_expected_sequence_holds_for_its_command_only() throws Exception {
        List<JsonNode> results = results(lines(open("Q1"),
                allocate("Q1", "1.00").replace("{\"type\"", "{\"expectedSequence\":7,\"type\""),
                allocate("Q1", "2.00").replace("{\"type\"", "{\"expectedSequence\":0,\"type\""),
                allocate("Q1", "4.00").replace("{\"type\"", "{\"expectedSequence\":0,\"type\"")));

        assertThat(statuses(results)).containsExactly(201, 412, 201, 412);
        assertThat(balance("Q1")).isEqualTo("2.00");
    }

    @ParameterizedTest(name = "{0} {1} {2}: {4} {5}")
    @CsvSource(textBlock = """
            ?atomic=yes,            application/x-ndjson,               ,                400, FIELD_INVALID, atomic
            ?atomic=true&atomic=1,  application/x-ndjson,               ,                400, FIELD_INVALID, atomic
            ?atomc=true,            application/x-ndjson,               ,                400, UNKNOWN_PARAMETER, atomc
            '',                     application/x-ndjson,               If-Match: "3",   400, FIELD_INVALID, If-Match
            '',                     application/x-ndjson;charset=GBK,   ,                400, FIELD_INVALID, Content-Type
            '',                     text/csv;charset=UTF-16,            ,                400, FIELD_INVALID, Content-Type
            '',                     text/plain,                         ,                415, UNSUPPORTED_MEDIA_TYPE, ''
            '',                     application/x-ndjson,               Accept: text/csv, 406, NOT_ACCEPTABLE, ''
            """)
    void what_is_wrong_with_the_request_itself_posts_nothing(
            String query, String type, String header, int status, String code, String field) throws Exception {
        long length = ledger.logLength();
        String[] headers = header == null ? new String[0] : header.split(": ", 2);

        assertProblem(ledger.post(POSTINGS + query, type, BodyPublishers.ofString(allocate("301", "1.00")), headers),
                status, code, field);

        assertThat(ledger.logLength()).isEqualTo(length);
    }

    @Test
    void a_key_that_leaves_no_room_for_numbers_is_refused() throws Exception {
        assertProblem(ledger.post(POSTINGS, NDJSON, BodyPublishers.ofString(""), "Idempotency-Key", "k".repeat(236)),
                400, "FIELD_INVALID", "Idempotency-Key");
    }

    @Test
    void a_client_may_wait_for_each_answer_before_it_sends_on() throws Exception {
        URI uri = URI.create(ledger.base);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String one = open("W1") + "\n";
            String other = allocate("W1", "1.00");
            OutputStream out = socket.getOutputStream();
            out.write(head(one, other));
            out.write(one.getBytes(StandardCharsets.UTF_8));
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String answer = answers.readLine();
            while (!answer.startsWith("{")) {
                answer = answers.readLine();
            }
            assertThat(JSON.readTree(answer).get("status").asInt()).isEqualTo(201);
            out.write(other.getBytes(StandardCharsets.UTF_8));
            assertThat(JSON.readTree(answers.readLine()).get("line").asInt()).isEqualTo(2);
            assertThat(answers.readLine()).isNull();
        }
    }

    /** So much that neither side's sockets hold it: anyone who waited for the other would wait for ever. */
    @Test
    void a_client_may_read_when_it_has_sent_everything() throws Exception {
        int count = 40_000;
        URI uri = URI.create(ledger.base);
        byte[] line = (allocate("L1", "0.01") + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] first = (open("L1") + "\n").getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            var out = new BufferedOutputStream(socket.getOutputStream());
            out.write(head(open("L1") + "\n", (allocate("L1", "0.01") + "\n").repeat(count)));
            out.write(first);
            for (int i = 0; i < count; i++) {
                out.write(line);
            }
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer.lines().filter(each -> each.contains("\"status\":201"))).hasSize(count + 1);
        }
        assertThat(balance("L1")).isEqualTo("400.00");
    }

    /** It may have been told of some lines by then, as each is decided: so the answer must not end as a whole one does. */
    @Test
    void what_was_read_before_a_client_breaks_off_is_posted_and_the_next_client_is_served() throws Exception {
        URI uri = URI.create(ledger.base);
        String head = new String(head("x".repeat(100_000)), StandardCharsets.US_ASCII).replace("HTTP/1.0", "HTTP/1.1");
        for (boolean waits : new boolean[] {true, false}) {
            String department = waits ? "G1" : "G2";
            try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
                OutputStream out = socket.getOutputStream();
                out.write((head + open(department) + "\n" + allocate(department, "1.00") + "\n{\"type\":")
                        .getBytes(StandardCharsets.UTF_8));
                StringBuilder answer = new StringBuilder();
                while (waits && !answer.toString().contains("\"line\":2")) {
                    int next = socket.getInputStream().read();
                    assertThat(next).isNotNegative();
                    answer.append((char) next);
                }
                socket.shutdownOutput();
                answer.append(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                boolean whole = answer.toString().startsWith("HTTP/1.1 200") && answer.toString().endsWith("0\r\n\r\n");
                assertThat(whole).as(answer.toString()).isFalse();
                assertThat(answer).asString().doesNotContain("\"line\":3");
                if (waits) { // else an end could not be told from a break
                    assertThat(answer).asString().startsWith("HTTP/1.1 200").contains("Transfer-Encoding: chunked");
                }
            }
            assertThat(balance(department)).isEqualTo("1.00");
        }
    }

    @Test
    void a_table_posts_a_posting_of_several_rows_as_one() throws Exception {
        String table = "\uFEFF" + """
                posting,type,department,fiscalYear,documentNo,effectiveOn,reason,fund,function,kind,economic,amount,toEconomic,postingId\r
                1,Allocate,C1,2023,财预〔2023〕1号,2023-01-05,"年初,批复",GENERAL_PUBLIC,2010301,OPERATING,30201,100.00,,\r
                1,,,,,,,GENERAL_PUBLIC,2010301,OPERATING,30211,50.00,,\r
                ,,,,,,,,,,,,,\r
                2,Transfer,C1,2023,调1号,2023-02-01,调剂,GENERAL_PUBLIC,2010301,OPERATING,30201,30.00,30211,\r
                ,Reverse,C1,2023,冲1号,2023-03-01,有误,,,,,,,C1-2023-2\r
                """;
        ledger.given("/v1/budgets", open("C1").replace("\"type\":\"OpenBudget\",", ""));
        HttpResponse<String> answer = csv(table.replace(",toEconomic,", ",toEconomic,")
                .replace("30201,30.00,30211", "30201,30.00,30211"));

        List<JsonNode> results = results(answer);
        assertThat(results).extracting(result -> result.get("line").asInt()).containsExactly(2, 5, 6);
        assertThat(codes(results)).containsExactly("FIELD_MISSING to.fund", "POSTING_UNKNOWN postingId");
        List<JsonNode> whole = results(csv(table.replace(",toEconomic,", ",toFund,toFunction,toKind,toEconomic,")
                .replace(",,\r", ",,,,,\r")
                .replace("30.00,30211", "30.00,GENERAL_PUBLIC,2010301,OPERATING,30211")
                .replace(",,,,C1-2023-2", ",,,,,,,C1-2023-3")));
        assertThat(statuses(whole)).as(whole.toString()).containsExactly(201, 201, 201);
        Envelope allocated = Envelope.parse(ledger.facts(
                whole.getFirst().at("/receipt/position").asLong() - 1, 1).getFirst().getBytes(StandardCharsets.UTF_8));
        assertThat(allocated.fact()).isInstanceOfSatisfying(Fact.FundsAllocated.class, fact -> {
            assertThat(fact.posting().entries()).hasSize(3);
            assertThat(fact.posting().reason()).isEqualTo("年初,批复");
        });
    }

    @Test
    void a_table_as_spreadsheets_in_china_write_it() throws Exception {
        ledger.given("/v1/budgets", open("C2").replace("\"type\":\"OpenBudget\",", ""));
        String table = """
                type,department,fiscalYear,documentNo,effectiveOn,reason,fund,function,kind,economic,amount
                Allocate,C2,2023,财预〔2023〕1号,2023-01-05,年初批复,GENERAL_PUBLIC,2010301,OPERATING,30201,1.00
                """;
        HttpResponse<String> gbk = ledger.post(POSTINGS, "text/csv;charset=GBK",
                BodyPublishers.ofByteArray(table.getBytes(Charset.forName("GBK"))));
        assertThat(statuses(results(gbk))).containsExactly(201);
        assertThat(ledger.facts(ledger.logLength() - 1, 1).getFirst()).contains("财预〔2023〕1号");

        // The same bytes are not UTF-8: better refused than recorded as something else.
        HttpResponse<String> taken = ledger.post(POSTINGS, "text/csv",
                BodyPublishers.ofByteArray(table.getBytes(Charset.forName("GBK"))));
        if (taken.statusCode() == 200) {
            assertThat(codes(results(taken))).containsExactly("MALFORMED_CSV body");
        } else {
            assertProblem(taken, 400, "MALFORMED_CSV", "body");
        }
    }

    /** Many bytes of UTF-8 are GBK of other characters: what the table does not show to be GBK is not taken for it. */
    @ParameterizedTest(name = "{0}, {1} as {2}")
    @CsvSource(textBlock = """
            文号,     年初批复,  GBK,     false
            文号,     年初批复,  GB18030, false
            2023-1,   Café,      GBK,     false
            2023-1,   学校,      GBK,     true
            财预1号,  年初批复,  GBK,     true
            财预1号,  年初批复,  GB18030, true
            """)
    void a_table_that_is_said_to_be_gbk_and_is_utf_8_is_not_recorded(String documentNo, String reason, String charset, boolean sent)
            throws Exception {
        String row = "Allocate,C7,2023,%s,2023-01-05,%s,GENERAL_PUBLIC,2010301,OPERATING,30201,1.00\n";
        String table = "type,department,fiscalYear,documentNo,effectiveOn,reason,fund,function,kind,economic,amount\n"
                + row.formatted("1", "plain") + row.formatted(documentNo, reason) + row.formatted("2", "plain");
        String department = "D" + UUID.randomUUID().toString().substring(0, 8);
        ledger.given("/v1/budgets", open(department).replace("\"type\":\"OpenBudget\",", ""));
        byte[] bytes = table.replace("C7", department).getBytes(sent ? Charset.forName(charset) : StandardCharsets.UTF_8);

        List<JsonNode> results = results(
                ledger.post(POSTINGS, "text/csv;charset=" + charset, BodyPublishers.ofByteArray(bytes)));

        boolean shown = documentNo.startsWith("财");
        assertThat(statuses(results)).isEqualTo(shown ? List.of(201, 201, 201) : List.of(201, 400));
        if (!shown) {
            assertThat(codes(results)).containsExactly("FIELD_INVALID Content-Type");
            assertThat(results.getLast().get("line").asInt()).isEqualTo(3);
        }
        assertThat(balance(department)).isEqualTo(shown ? "3.00" : "1.00");
    }

    /** What one row has shown holds for all: 学校 alone would be doubted. */
    @Test
    void a_table_that_has_shown_itself_to_be_gbk_is_not_doubted_again() throws Exception {
        ledger.given("/v1/budgets", open("C8").replace("\"type\":\"OpenBudget\",", ""));
        String table = """
                type,department,fiscalYear,documentNo,effectiveOn,reason,fund,function,kind,economic,amount
                Allocate,C8,2023,财预〔2023〕1号,2023-01-05,年初批复,GENERAL_PUBLIC,2010301,OPERATING,30201,1.00
                Allocate,C8,2023,1,2023-01-05,学校,GENERAL_PUBLIC,2010301,OPERATING,30201,1.00
                """;

        assertThat(statuses(results(ledger.post(POSTINGS, "text/csv;charset=GBK",
                BodyPublishers.ofByteArray(table.getBytes(Charset.forName("GBK"))))))).containsExactly(201, 201);
    }

    /** Wherever the bytes were cut on their way: what stands before the bad ones is read, and nothing after them. */
    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "application/json", "text/csv", "text/csv;charset=GBK"})
    void bytes_that_are_no_text_name_their_command(String type) throws Exception {
        String department = "U" + UUID.randomUUID().toString().substring(0, 8);
        ledger.given("/v1/budgets", open(department).replace("\"type\":\"OpenBudget\",", ""));
        boolean table = type.startsWith("text/csv");
        String row = "Allocate," + department + ",2023,%s,2023-01-05,x,GENERAL_PUBLIC,2010301,OPERATING,30201,1.00";
        String good = table ? row.formatted("1") : allocate(department, "1.00");
        String bad = table ? row.formatted("a/b") : good.replace("测试", "a/b");
        String body = switch (type) {
            case "application/json" -> "[" + String.join(",", good, bad, good) + "]";
            case "application/x-ndjson" -> String.join("\n", good, bad, good);
            default -> String.join("\n", "type,department,fiscalYear,documentNo,effectiveOn,reason,fund,function,kind,economic,amount",
                    good, bad, good);
        };
        byte[] bytes = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                .replace("a/b", type.endsWith("GBK") ? "a\u00ff\u00ffb" : "a\u00c0\u00afb").getBytes(StandardCharsets.ISO_8859_1);

        HttpResponse<String> answer = ledger.post(POSTINGS, type, BodyPublishers.ofByteArray(bytes));

        List<JsonNode> results = type.equals("application/json") ? JSON.readTree(answer.body()).valueStream().toList() : results(answer);
        assertThat(results.get(1).get("line").asInt()).isEqualTo(table ? 3 : 2);
        assertThat(codes(results)).containsExactly(table ? "MALFORMED_CSV body" : "MALFORMED_JSON body");
        assertThat(statuses(results)).isEqualTo(type.equals("application/x-ndjson") ? List.of(201, 400, 201) : List.of(201, 400));
    }

    @ParameterizedTest(name = "{2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            amount               | betrag            | UNKNOWN_FIELD | betrag
            fund,function        | fund,fund         | MALFORMED_CSV | fund
            """)
    void a_header_that_is_not_the_documented_one_posts_nothing(String good, String bad, String code, String field)
            throws Exception {
        HttpResponse<String> answer = csv(table("301").replaceFirst(good, bad));

        assertProblem(answer, 400, code, field);
        assertThat(JSON.readTree(answer.body()).get("line").asInt()).isEqualTo(1);
        assertProblem(csv(""), 400, "MALFORMED_CSV", "body");
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            30201,1.00                | 30201,1.001            | AMOUNT_TOO_PRECISE lines[0].amount
            30201,1.00                | 30201,                 | FIELD_MISSING lines[0].amount
            30201,1.00                | 30201,1.00,            | MALFORMED_CSV body
            30201,1.00                | 30201                  | MALFORMED_CSV body
            ,2023,                    | ,二〇二三,             | FIELD_INVALID fiscalYear
            ,301,                     | ,,                     | FIELD_MISSING department
            Allocate                  | Grant                  | FIELD_INVALID type
            Allocate                  | CloseYear              | UNKNOWN_FIELD amount
            Allocate                  | DefineClassifications  | UNKNOWN_FIELD department
            """)
    void a_row_that_is_wrong_names_its_line_and_leaves_the_next_as_it_is(String good, String bad, String problem)
            throws Exception {
        String table = table("301");
        String row = table.lines().skip(1).findFirst().orElseThrow();
        List<JsonNode> results = results(csv(table + row.replace(good, bad) + "\n" + row + "\n"));

        assertThat(results).extracting(result -> result.get("line").asInt()).containsExactly(2, 3, 4);
        assertThat(codes(results)).containsExactly(problem);
        assertThat(statuses(results)).containsExactly(201, 400, 201);
    }

    @Test
    void rows_of_one_posting_say_the_same_of_it_and_only_lists_have_several() throws Exception {
        String header = "posting," + table("301").lines().findFirst().orElseThrow() + ",toFund\n";
        String row = "7," + table("301").lines().skip(1).findFirst().orElseThrow() + ",\n";

        assertThat(codes(results(csv(header + row + row.replace("2023-01-05", "2023-01-06")))))
                .containsExactly("FIELD_INVALID effectiveOn");
        assertThat(codes(results(csv(header + (row + row).replace("Allocate", "Transfer")))))
                .containsExactly("MALFORMED_CSV posting");
        assertThat(codes(results(csv(header + row.replace("1.00,", "1.00,GENERAL_PUBLIC")))))
                .containsExactly("UNKNOWN_FIELD lines[0].toFund");
    }

    @Test
    void a_quote_that_never_ends_names_the_line_it_begins_on() throws Exception {
        String table = table("301");
        String row = table.lines().skip(1).findFirst().orElseThrow();
        List<JsonNode> results = results(csv(table + row.replace("年初批复", "\"年初批复") + "\n" + row + "\n"));

        assertThat(codes(results)).containsExactly("MALFORMED_CSV body");
        assertThat(results).extracting(result -> result.get("line").asInt()).containsExactly(2, 3);
    }

    @Test
    void rows_of_a_statement_say_its_lists_beside_each_other_and_the_funds_of_a_purchase_below_it() throws Exception {
        assertThat(statuses(results(lines(open("S1"), defineProject("S1"), allocateProject("S1"))))).containsExactly(201, 201, 201);

        HttpResponse<String> answer = csv(STATEMENT_HEADER + """
                1,MakeStatement,S1,2023,文,2023-01-10,绩效,PERFORMANCE,P1,买桌子,,,,管理,产出,数量,台数,AT_LEAST,10,台,,,,,,,
                1,,,,,,,,,修桌子,分项,做好,好,,产出,质量,合格率,,合格,,,,,,,,
                ,,,,,,,,,,,,,,,,,,,,,,,,,,
                2,MakeStatement,S1,2023,文,2023-12-31,自评,ATTAINMENT,P1,,,,,,产出,数量,台数,,12,台,9.5,,,,,,
                3,MakeStatement,S1,2023,文,2023-12-31,采购,PROCUREMENT,P1,,,,,,,,,,,张,,办公桌,A05010201,10,2.00,GENERAL_PUBLIC,15.00
                3,,,,,,,,,,,,,,,,,,,,,,,,,OTHER,5.00
                3,,,,,,,,,,,,,,,,,,,台,,打印机,A02021003,1,3.00,GENERAL_PUBLIC,3.00
                """);

        assertThat(statuses(results(answer))).as(answer.body()).containsExactly(201, 201, 201);
        List<Fact> facts = ledger.facts(0, 100_000).stream()
                .map(json -> Envelope.parse(json.getBytes(StandardCharsets.UTF_8)).fact()).toList();
        assertThat(facts.subList(facts.size() - 3, facts.size())).extracting(fact -> ((Fact.StatementMade) fact).statement().content()).containsExactly(
                new Statement.Performance(List.of("买桌子", "修桌子"), List.of(new Statement.Section("分项", "做好", "好")), List.of("管理"), List.of(
                        new Statement.Indicator("产出", "数量", "台数", null, Statement.Operator.AT_LEAST, "10", "台", null),
                        new Statement.Indicator("产出", "质量", "合格率", null, null, "合格", null, null))),
                new Statement.Attainment(List.of(new Statement.AttainedIndicator("产出", "数量", "台数", "12", "台", "9.5", null))),
                new Statement.Procurement(List.of(
                        new Statement.Purchase("办公桌", "A05010201", "张", "10", Money.ofYuan("2"), List.of(
                                new Statement.Funding(Fund.GENERAL_PUBLIC, Origin.CURRENT, Money.ofYuan("15")),
                                new Statement.Funding(Fund.OTHER, Origin.CURRENT, Money.ofYuan("5"))), null),
                        new Statement.Purchase("打印机", "A02021003", "台", "1", Money.ofYuan("3"),
                                List.of(new Statement.Funding(Fund.GENERAL_PUBLIC, Origin.CURRENT, Money.ofYuan("3"))), null))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "AT_LEAST,10 | LEAST,10 | FIELD_INVALID statement.performance.indicators[1].operator | 3",
        "AT_LEAST,10 | AT_LEAST, | FIELD_MISSING statement.performance.indicators[1].value | 3",
        "桌子,,, | 桌子,,做好, | FIELD_MISSING statement.performance.sections[0].title | 3",
        "PERFORMANCE | ASSETS | FIELD_INVALID part | 2",
        "PERFORMANCE | '' | FIELD_MISSING part | 2",
        "AT_LEAST,10,台,, | AT_LEAST,10,台,,桌子 | UNKNOWN_FIELD item | 2",
    })
    void a_wrong_row_of_a_statement_is_named_and_nothing_is_recorded(String good, String bad, String code, int line) throws Exception {
        long length = ledger.logLength();
        String rows = """
                1,MakeStatement,301,2023,文,2023-01-10,绩效,PERFORMANCE,,,,,,,产出,数量,台数,AT_LEAST,9,台,,,,,,,
                1,,,,,,,,,桌子,,,,,产出,质量,合格率,AT_LEAST,10,台,,,,,,,
                """;
        assertThat(rows).contains(good);
        HttpResponse<String> answer = ledger.post(POSTINGS + "?atomic=true", "text/csv",
                BodyPublishers.ofString(STATEMENT_HEADER + rows.replaceFirst(good, bad)));

        JsonNode problem = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(problem.get("code").asString() + " " + problem.get("field").asString()).isEqualTo(code);
        assertThat(problem.get("line").asInt()).isEqualTo(line);
        assertThat(ledger.logLength()).isEqualTo(length);
    }

    @Test
    void rows_of_a_statement_say_in_their_first_row_of_which_unit_it_is() throws Exception {
        String units = "{\"type\":\"DefineUnits\"," + of("S2") + "\"units\":[{\"code\":\"301001\",\"name\":\"本级\",\"nature\":\"ADMINISTRATIVE\"}]}";
        assertThat(statuses(results(lines(open("S2"), units, defineProject("S2"))))).containsExactly(201, 201, 201);
        String table = """
                部门,年度,业务类型,组号,文号,业务日期,事由,单位编码,陈述内容,陈述编号,一级指标,二级指标,三级指标,指标值
                S2,2023,陈述,1,文,2023-01-10,绩效,301001,绩效目标,P1,产出,数量,台数,10
                S2,2023,陈述,1,文,2023-01-10,绩效,301001,绩效目标,P1,产出,数量,套数,9
                S2,2023,陈述,2,文,2023-01-10,绩效,,绩效目标,P1,产出,数量,人数,8
                """;

        assertThat(statuses(results(csv(table)))).containsExactly(201, 201);
        List<Fact> facts = ledger.facts(0, 100_000).stream()
                .map(json -> Envelope.parse(json.getBytes(StandardCharsets.UTF_8)).fact()).toList();
        assertThat(facts.subList(facts.size() - 2, facts.size()))
                .extracting(fact -> ((Fact.StatementMade) fact).ofUnit())
                .containsExactly("301001", null);

        long length = ledger.logLength();
        List<JsonNode> unknown = results(csv(table.replace("301001", "301002").replace("文,", "另文,")));
        assertThat(codes(unknown.subList(0, 1))).containsExactly("UNIT_UNKNOWN ofUnit");
        assertThat(unknown.getFirst().at("/faults/0/column").asString()).isEqualTo("单位编码");
        assertThat(codes(results(csv(table.replaceFirst("301001", ""))))).contains("FIELD_INVALID unit");
        assertThat(ledger.logLength()).isEqualTo(length + 2);
    }

    private static String defineProject(String department) {
        return "{\"type\":\"DefineProjects\"," + of(department) + "\"projects\":[{\"code\":\"P1\",\"name\":\"设备\"}]}";
    }

    private static String allocateProject(String department) {
        return "{\"type\":\"Allocate\"," + of(department) + PAPER + ",\"lines\":[{\"fund\":\"GENERAL_PUBLIC\",\"function\":\"2010301\",\"kind\":\"PROJECT\","
                + "\"project\":\"P1\",\"amount\":\"100.00\"}]}";
    }

    private static String table(String department) {
        return """
                type,department,fiscalYear,documentNo,effectiveOn,reason,fund,function,kind,economic,amount
                Allocate,%s,2023,财预〔2023〕1号,2023-01-05,年初批复,GENERAL_PUBLIC,2010301,OPERATING,30201,1.00
                """.formatted(department);
    }

    /** HTTP 1.0, so that the answer comes as it is written and not in chunks. */
    private static byte[] head(String... body) {
        long length = Stream.of(body).mapToLong(part -> part.getBytes(StandardCharsets.UTF_8).length).sum();
        return ("POST /v1/postings HTTP/1.0\r\nHost: localhost\r\nContent-Type: " + NDJSON + "\r\nContent-Length: " + length
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static HttpResponse<String> csv(String table) throws Exception {
        return ledger.post(POSTINGS, "text/csv", BodyPublishers.ofString(table));
    }

    private static HttpResponse<String> lines(String... commands) throws Exception {
        return ledger.post(POSTINGS, NDJSON, BodyPublishers.ofString(String.join("\r\n", commands)));
    }

    private static String of(String department) {
        return "\"department\":\"" + department + "\",\"fiscalYear\":2023,";
    }

    private static String open(String department) {
        return "{\"type\":\"OpenBudget\",\"department\":{\"code\":\"" + department + "\",\"name\":\"某部门\"},\"fiscalYear\":2023}";
    }

    private static String allocate(String department, String yuan) {
        return "{\"type\":\"Allocate\"," + of(department) + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"" + yuan + "\"}]}";
    }

    private static String balance(String department) throws Exception {
        return JSON.readTree(ledger.get("/v1/budgets/" + department + "/2023").body()).at("/lines/0/balance").asString();
    }

    private static List<JsonNode> results(HttpResponse<String> answer) {
        return answer.body().lines().map(JSON::readTree).toList();
    }

    private static List<Integer> statuses(List<JsonNode> results) {
        return results.stream().map(result -> result.get("status").asInt()).toList();
    }

    private static List<String> codes(List<JsonNode> results) {
        return results.stream().filter(result -> result.has("problem"))
                .map(result -> result.at("/problem/code").asString() + " " + result.at("/problem/field").asString())
                .toList();
    }
}
