package dev.budgetledger.ledger.commands;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.ledger.RunningLedger;

import static dev.budgetledger.ledger.RunningLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** 试算 over HTTP: {@code dryRun=true}. */
class DryRunHttpTest {

    private static final String POSTINGS = "/v1/postings?dryRun=true";
    private static final String NDJSON = "application/x-ndjson";
    private static final String TRAVEL = LINE.replace("30201", "30211");

    private static RunningLedger ledger;
    private static int number;

    @BeforeAll
    static void start() throws Exception {
        ledger = RunningLedger.with301();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    /** A budget of its own with 100.00 on its line. */
    private static String department() throws Exception {
        String department = "D" + ++number;
        ledger.given("/v1/budgets", "{\"department\":{\"code\":\"%s\",\"name\":\"试算\"},\"fiscalYear\":2023}".formatted(department));
        ledger.given("/v1/budgets/" + department + "/2023/allocations", "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"100.00\"}]}");
        return department;
    }

    private static String transfer(String amount) {
        return "{" + PAPER + ",\"amount\":\"" + amount + "\",\"from\":{" + LINE + "},\"to\":{" + TRAVEL + "}}";
    }

    private static String line(String department, String amount) {
        return "{\"type\":\"Transfer\",\"department\":\"" + department + "\",\"fiscalYear\":2023," + transfer(amount).substring(1);
    }

    @Test
    void it_says_what_would_be_recorded_and_changed_and_the_same_key_then_posts() throws Exception {
        String path = "/v1/budgets/" + department() + "/2023/transfers";
        long length = ledger.logLength();

        HttpResponse<String> tried = ledger.post(path + "?dryRun=true", transfer("40.00"), "Idempotency-Key", "dry-1");
        HttpResponse<String> posted = ledger.post(path, transfer("40.00"), "Idempotency-Key", "dry-1");
        HttpResponse<String> late = ledger.post(path + "?dryRun=true", transfer("40.00"), "Idempotency-Key", "dry-1");

        JsonNode dryRun = JSON.readTree(tried.body());
        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
        assertThat(dryRun.get("approvals").asInt()).isZero();
        assertThat(dryRun.at("/facts/0/type").asString()).isEqualTo("FundsTransferred");
        assertThat(dryRun.at("/facts/0/fact/posting/entries").size()).isEqualTo(2);
        assertThat(dryRun.at("/budgets/0/streamSequence").asInt()).isEqualTo(1);
        assertThat(dryRun.at("/budgets/0/lines").valueStream()).extracting(line -> line.at("/balance/before").asString() + " → "
                + line.at("/balance/after").asString()).containsExactlyInAnyOrder("100.00 → 60.00", "0.00 → 40.00");
        assertThat(dryRun.at("/budgets/0/totals/basic/after").asString()).isEqualTo("100.00");
        assertThat(posted.statusCode()).isEqualTo(201);
        assertThat(posted.headers().firstValue("Idempotency-Replayed")).hasValue("false");
        assertThat(late.statusCode()).isEqualTo(201);
        assertThat(late.body()).isEqualTo(posted.body());
        assertThat(late.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(ledger.logLength()).isEqualTo(length + 1);
    }

    @Test
    void totals_are_of_the_whole_budget() throws Exception {
        String path = "/v1/budgets/" + department() + "/2023/adjustments?dryRun=true";

        JsonNode totals = JSON.readTree(ledger.post(path, "{" + PAPER + ",\"lines\":[{" + LINE.replace("OPERATING", "PROJECT")
                + ",\"project\":\"P1\",\"amount\":\"7.00\"}]}").body()).at("/budgets/0/totals");

        assertThat(totals.toString()).isEqualTo(JSON.readTree("""
                {"income":{"before":"100.00","after":"107.00"},"carriedOver":{"before":"0.00","after":"0.00"},
                "expenditure":{"before":"100.00","after":"107.00"},"basic":{"before":"100.00","after":"100.00"},
                "project":{"before":"0.00","after":"7.00"}}""").toString());
    }

    @Test
    void it_refuses_as_posting_would() throws Exception {
        String path = "/v1/budgets/" + department() + "/2023/transfers?dryRun=true";

        assertProblem(ledger.post(path, transfer("100.01")), 409, "INSUFFICIENT_FUNDS", "from");
        assertProblem(ledger.post(path, transfer("1.00"), "If-Match", "\"7\""), 412, "SEQUENCE_MISMATCH", "If-Match");
        assertProblem(ledger.post(path, transfer("1.001")), 400, "AMOUNT_TOO_PRECISE", "amount");
        assertProblem(ledger.post(path, transfer("1.00"), "If-Match", "\"1\"", "Idempotency-Key", " "), 400, "FIELD_MISSING", "Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1", "true&dryRun=true"})
    void it_is_true_or_false(String value) throws Exception {
        String path = "/v1/budgets/301/2023/transfers?dryRun=" + value;

        assertProblem(ledger.post(path, transfer("1.00")), 400, "FIELD_INVALID", "dryRun");
        assertProblem(ledger.post(POSTINGS.replace("true", value), NDJSON, BodyPublishers.ofString("{}")), 400, "FIELD_INVALID", "dryRun");
    }

    static List<CommandType> operations() {
        return CommandType.ALL;
    }

    /** Whatever it is, the log is as it was. */
    @ParameterizedTest
    @MethodSource("operations")
    void no_operation_records_anything(CommandType operation) throws Exception {
        String path = operation.path().replace("{department}", "301").replace("{year}", "2023");
        long length = ledger.logLength();
        double counted = counted();

        HttpResponse<String> answer = ledger.post(path + "?dryRun=true", operation.example());

        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400, 409, 422);
        assertThat(ledger.logLength()).isEqualTo(length);
        assertThat(counted()).isEqualTo(counted);
    }

    private static double counted() {
        return ledger.context.getBean(MeterRegistry.class).find("ledger.commands").counters().stream().mapToDouble(Counter::count).sum();
    }

    @Test
    void where_rules_need_a_checker_the_proposal_says_what_it_would_change() throws Exception {
        String department = department();
        String budget = "/v1/budgets/" + department + "/2023/";
        String lines = PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"5.00\"}]}";
        ledger.given("/v1/rules", "{\"fiscalYear\":2023,\"department\":\"" + department + "\"," + PAPER
                + ",\"rules\":[{\"operations\":[\"ADJUST\"],\"checkers\":2}]}");

        HttpResponse<String> alone = ledger.post(budget + "adjustments?dryRun=true", "{" + lines);
        JsonNode proposed = JSON.readTree(ledger.post(budget + "proposals?dryRun=true", "{\"operation\":\"ADJUST\"," + lines).body());
        String id = ledger.given(budget + "proposals", "{\"operation\":\"ADJUST\"," + lines).get("postingId").asString();
        String approval = "{\"proposal\":\"" + id + "\"}";
        JsonNode first = JSON.readTree(ledger.post(budget + "approvals?dryRun=true", approval, "Posted-By", "checker-1").body());
        assertThat(ledger.post(budget + "approvals", approval, "Posted-By", "checker-1").statusCode()).isEqualTo(201);
        JsonNode last = JSON.readTree(ledger.post(budget + "approvals?dryRun=true", approval, "Posted-By", "checker-2").body());

        assertProblem(alone, 409, "APPROVAL_NEEDED", "lines[0].amount");
        for (JsonNode each : List.of(proposed, first, last)) {
            assertThat(each.at("/budgets/0/lines/0/balance/before").asString()).as(each.toString()).isEqualTo("100.00");
            assertThat(each.at("/budgets/0/lines/0/balance/after").asString()).as(each.toString()).isEqualTo("105.00");
        }
        assertThat(List.of(proposed.get("approvals").asInt(), first.get("approvals").asInt(), last.get("approvals").asInt()))
                .containsExactly(2, 1, 0);
        assertThat(List.of(proposed.at("/facts/0/type").asString(), first.at("/facts/0/type").asString(),
                last.at("/facts/0/type").asString())).containsExactly("PostingProposed", "ProposalApproved", "BudgetAdjusted");
    }

    @Test
    void of_many_each_is_decided_on_what_those_before_it_would_leave() throws Exception {
        String department = department();
        long length = ledger.logLength();

        List<JsonNode> results = ledger.post(POSTINGS, NDJSON, BodyPublishers.ofString(String.join("\n",
                line(department, "60.00"), "{}", line(department, "60.00"), line(department, "40.00")))).body()
                .lines().map(JSON::readTree).toList();

        assertThat(results).extracting(result -> result.get("line").asInt() + " " + result.get("status").asInt()
                + result.at("/dryRun/budgets/0/lines/0/balance/after").asString("") + result.at("/problem/code").asString(""))
                .containsExactly("1 20040.00", "2 400FIELD_MISSING", "3 409INSUFFICIENT_FUNDS", "4 2000.00");
        assertThat(ledger.logLength()).isEqualTo(length);
    }

    @Test
    void all_or_none_tells_every_fault_by_its_line_whether_it_is_a_dry_run_or_not() throws Exception {
        String department = department();
        String good = line(department, "60.00");
        String commands = String.join("\n", good, line(department, "0.00"), line(department, "50.00"), "{", good.replace("60.00", "40.00"));
        long length = ledger.logLength();

        for (String address : List.of("/v1/postings?atomic=true", "/v1/postings?atomic=true&dryRun=true")) {
            HttpResponse<String> answer = ledger.post(address, NDJSON, BodyPublishers.ofString(commands));
            JsonNode problem = JSON.readTree(answer.body());
            assertProblem(answer, 400, "MALFORMED_JSON", "body");
            assertThat(problem.get("line").asInt()).isEqualTo(4);
            assertThat(faults(problem)).containsExactly("2 AMOUNT_NOT_POSITIVE", "3 INSUFFICIENT_FUNDS", "4 MALFORMED_JSON");
            HttpResponse<String> readable = ledger.post(address, NDJSON, BodyPublishers.ofString(commands.replace("\n{\n", "\n\n")));
            assertProblem(readable, 422, "AMOUNT_NOT_POSITIVE", "amount");
            assertThat(faults(JSON.readTree(readable.body()))).containsExactly("2 AMOUNT_NOT_POSITIVE", "3 INSUFFICIENT_FUNDS");
        }
        assertThat(ledger.logLength()).isEqualTo(length);
    }

    private static List<String> faults(JsonNode problem) {
        return problem.get("faults").valueStream().map(fault -> fault.get("line").asInt() + " " + fault.get("code").asString()).toList();
    }

    @Test
    void a_thousand_faults_are_listed_and_the_rest_is_counted() throws Exception {
        String department = department();

        JsonNode problem = JSON.readTree(ledger.post("/v1/postings?atomic=true", NDJSON, BodyPublishers.ofString(
                IntStream.range(0, 1_007).mapToObj(_ -> line(department, "100.01")).collect(Collectors.joining("\n")))).body());

        assertThat(problem.get("faults").size()).isEqualTo(1_000);
        assertThat(problem.get("moreFaults").asInt()).isEqualTo(7);
    }

    @Test
    void a_dry_run_of_more_than_ten_thousand_is_refused() throws Exception {
        assertProblem(ledger.post(POSTINGS, NDJSON, BodyPublishers.ofString("{}\n".repeat(10_001))), 413, "BATCH_TOO_LARGE", "body");
    }

    @Test
    void of_a_table_each_refused_row_is_named_by_its_column() throws Exception {
        String department = department();
        String header = "业务类型,部门编码,年度,文号,业务日期,事由,资金性质,功能科目,支出性质,支出经济分类,金额\n";
        String row = "追加," + department + ",2023,追加1号,2023-06-30,追加,一般公共预算,2010301,公用经费,%s,%s\n";

        JsonNode problem = JSON.readTree(ledger.post("/v1/postings?atomic=true&dryRun=true", "text/csv", BodyPublishers.ofString(header
                + row.formatted("30201", "1.00") + row.formatted("39999", "1.00") + row.formatted("30201", "-500.00"))).body());

        assertThat(problem.get("faults").valueStream()).extracting(fault -> fault.get("line").asInt() + " " + fault.path("column").asString("")
                + " " + fault.get("code").asString()).containsExactly("3 支出经济分类 CLASSIFICATION_UNKNOWN", "4  INSUFFICIENT_FUNDS");
    }
}
