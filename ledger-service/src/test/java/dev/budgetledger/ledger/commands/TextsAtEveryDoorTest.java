package dev.budgetledger.ledger.commands;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.ledger.RunningLedger;

import static dev.budgetledger.ledger.RunningLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** A text that looks like another, shows nothing or is a formula is refused by its field at every door, and nothing is recorded. */
class TextsAtEveryDoorTest {

    private static final Map<String, String> TEXTS = new LinkedHashMap<>();
    private static final List<String> FORMULAS = List.of("=SUM(1)", "＝x", "+x", "－x", "@x");

    static {
        Stream.of("x ", " x", "x  x", "x\u00a0", "\u3000x", "x\u3000x", "Cafe\u0301", "\ufa19", "x\u200b", "x\ufe0f", "\u3164x", "x\ue000",
                "\uffff", "x\u0378", "\ufffd", "a\nb").forEach(text -> TEXTS.put(text, "FIELD_INVALID"));
        Stream.of(" ", "\u00a0", "\u2007", "\u202f", "\u3000", "\u3164", "\t").forEach(text -> TEXTS.put(text, "FIELD_MISSING"));
    }

    private static final String ALLOCATE =
            "{\"type\":\"Allocate\",\"department\":\"301\",\"fiscalYear\":2023," + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}";

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

    /** A document with a bad text, and what it is to be told. */
    private record Bad(String document, String told) {}

    private static List<Bad> documents() {
        List<Bad> all = new ArrayList<>();
        for (String field : List.of("documentNo", "reason", "idempotencyKey", "postedBy", "/lines/0/function", "/lines/0/economic")) {
            TEXTS.forEach((text, code) -> all.add(bad(ALLOCATE, field, text, code)));
        }
        String transfer = ALLOCATE.replace("Allocate", "Transfer").replaceFirst("\"lines\".*",
                "\"amount\":\"1.00\",\"from\":{" + LINE + "},\"to\":{" + LINE + "}}");
        TEXTS.forEach((text, code) -> all.add(bad(transfer, "authority", text, code)));
        String reverse = ALLOCATE.replace("Allocate", "Reverse").replaceFirst("\"lines\".*", "\"postingId\":\"301-2023-1\"}");
        TEXTS.forEach((text, code) -> all.add(bad(reverse, "postingId", text, code)));
        Map<String, String> names = new LinkedHashMap<>(TEXTS);
        FORMULAS.forEach(formula -> names.put(formula, "FIELD_INVALID"));
        String open = "{\"type\":\"OpenBudget\",\"department\":{\"code\":\"T1\",\"name\":\"x\"},\"fiscalYear\":2023}";
        String define = "{\"type\":\"DefineClassifications\",\"fiscalYear\":2023,\"classifications\":"
                + "[{\"type\":\"FUNCTION\",\"code\":\"201\",\"name\":\"x\"}]}";
        names.forEach((text, code) -> {
            all.add(bad(ALLOCATE, "/lines/0/project", text, code));
            all.add(bad(transfer, "/from/project", text, code));
            all.add(bad(transfer, "/to/project", text, code));
            all.add(bad(open, "/department/name", text, code));
            all.add(bad(define, "/classifications/0/name", text, code));
        });
        return all;
    }

    private static Bad bad(String document, String field, String text, String code) {
        ObjectNode changed = (ObjectNode) JSON.readTree(document);
        int last = field.lastIndexOf('/');
        ObjectNode place = (ObjectNode) changed.at(field.substring(0, Math.max(last, 0)));
        place.put(field.substring(last + 1), text);
        String name = field.replaceAll("/([0-9]+)", "[$1]").replaceAll("^/", "").replace('/', '.');
        return new Bad(changed.toString(), code + " " + name);
    }

    @Test
    void as_lines_and_as_an_array() throws Exception {
        List<Bad> bad = documents();
        List<String> documents = bad.stream().map(Bad::document).toList();
        String lines = ledger.post("/v1/postings", "application/x-ndjson", BodyPublishers.ofString(String.join("\n", documents))).body();
        String array = ledger.post("/v1/postings", "[" + String.join(",", documents) + "]").body();

        assertThat(lines.lines().map(line -> told(JSON.readTree(line)))).containsExactlyElementsOf(bad.stream().map(Bad::told).toList());
        assertThat(JSON.readTree(array).valueStream().map(TextsAtEveryDoorTest::told))
                .containsExactlyElementsOf(bad.stream().map(Bad::told).toList());
    }

    private static String told(JsonNode result) {
        return result.at("/problem/code").asString() + " " + result.at("/problem/field").asString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/budgets/301/2023/allocations | "documentNo":"石财预〔2023〕1号" | documentNo
            /v1/budgets/301/2023/allocations | "reason":"测试"                  | reason
            /v1/budgets/301/2023/allocations | "project":"p"                    | lines[0].project
            /v1/budgets                      | "name":"n"                       | department.name
            /v1/classifications/2023         | "name":"n"                       | [0].name
            """)
    void as_single_commands(String path, String good, String field) throws Exception {
        String body = switch (path) {
            case "/v1/budgets" -> "{\"department\":{\"code\":\"T1\",\"name\":\"n\"},\"fiscalYear\":2023}";
            case "/v1/classifications/2023" -> "[{\"type\":\"FUNCTION\",\"code\":\"201\",\"name\":\"n\"}]";
            default -> "{" + PAPER + ",\"lines\":[{" + LINE + ",\"project\":\"p\",\"amount\":\"1.00\"}]}";
        };
        assertThat(body).contains(good);
        for (Map.Entry<String, String> text : TEXTS.entrySet()) {
            String changed = good.substring(0, good.indexOf(':') + 1) + JSON.writeValueAsString(text.getKey());
            assertProblem(ledger.post(path, body.replace(good, changed)), 400, text.getValue(), field);
        }
    }

    @Test
    void as_rows_of_a_table() throws Exception {
        StringBuilder table = new StringBuilder("type,department,fiscalYear,documentNo,effectiveOn,reason,fund,function,kind,project,"
                + "economic,amount,authority,postingId,idempotencyKey,postedBy,toFund,toFunction,toKind,toProject,posting\n");
        List<String> told = new ArrayList<>();
        String allocate = "Allocate,301,2023,文号,2023-03-01,事由,GENERAL_PUBLIC,2010301,PROJECT,p,,1.00,,,,,,,,,";
        String transfer = "Transfer,301,2023,文号,2023-03-01,事由,GENERAL_PUBLIC,2010301,PROJECT,p,,1.00,依据,,,,GENERAL_PUBLIC,2010301,PROJECT,q,";
        String reverse = "Reverse,301,2023,文号,2023-03-01,事由,,,,,,,,301-2023-1,,,,,,,";
        Map<String, String> names = new LinkedHashMap<>(TEXTS);
        FORMULAS.forEach(formula -> names.put(formula, "FIELD_INVALID"));
        Map.of(3, "documentNo", 5, "reason", 14, "idempotencyKey", 15, "postedBy", 20, "posting").forEach((column, field) ->
                TEXTS.forEach((text, code) -> row(table, told, allocate, column, text,
                        field.equals("posting") ? "FIELD_INVALID posting" : code + " " + field)));
        TEXTS.forEach((text, code) -> row(table, told, transfer, 12, text, code + " authority"));
        TEXTS.forEach((text, code) -> row(table, told, reverse, 13, text, code + " postingId"));
        names.forEach((text, code) -> row(table, told, allocate, 9, text, code + " lines[0].project"));
        names.forEach((text, code) -> row(table, told, transfer, 19, text, code + " to.project"));

        String answer = ledger.post("/v1/postings", "text/csv", BodyPublishers.ofString(table.toString())).body();

        assertThat(answer.lines().map(line -> told(JSON.readTree(line)))).containsExactlyElementsOf(told);
    }

    private static void row(StringBuilder table, List<String> told, String row, int column, String text, String code) {
        String[] cells = row.split(",", -1);
        cells[column] = '"' + text + '"';
        table.append(String.join(",", cells)).append('\n');
        told.add(code);
    }
}
