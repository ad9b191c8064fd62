package dev.budgetledger.ledger.commands.bulk;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.ledger.RunningLedger;

import static dev.budgetledger.ledger.RunningLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** CSV as spreadsheets of China write it: words, dates, amounts, and faults by row and column. */
class ChineseTableTest {

    private static final String HEADER = "业务类型,部门,年度,文号,生效日期,事由,资金性质,功能科目,支出性质,支出经济分类,金额,备注\n";

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
    void what_is_said_in_chinese_is_what_is_said_in_english() throws Exception {
        String department = opened();
        String fact = fact(HEADER + row(department, "2023/1/5", "\"1,000.00\""));
        String english = fact("type,department,fiscalYear,documentNo,effectiveOn,reason,fund,function,kind,economic,amount\nAllocate,"
                + department + ",2023,文号,2023-01-05,年初批复,GENERAL_PUBLIC,2010301,OPERATING,30201,1000.00\n");

        assertThat(fact.replaceFirst("\"id\":\"[^\"]*\"", "")).isEqualTo(english.replaceFirst("\"id\":\"[^\"]*\"", ""));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2023/1/5      | 1000.00
            2023-1-5      | "1,000.00"
            2023.01.05    | "￥1,000.00"
            2023年1月5日   | "¥1,000"
            ２０２３/1/5   | １０００．００
            2023-01-05    | " 1,000.00 "
            2023-01-05    | "１，０００．００"
            """)
    void dates_and_amounts_are_read_as_sheets_write_them(String date, String amount) throws Exception {
        String department = opened();
        List<JsonNode> results = post(HEADER + row(department, date, amount));

        assertThat(results.getFirst().get("status").asInt()).as(results.toString()).isEqualTo(201);
        assertThat(ledger.facts(ledger.logLength() - 1, 1).getFirst()).contains("\"effectiveOn\":\"2023-01-05\"", "\"1000.00\"");
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            1/5/2023     | 1.00        | FIELD_INVALID effectiveOn     | 生效日期
            2023/13/5    | 1.00        | FIELD_INVALID effectiveOn     | 生效日期
            23/1/5       | 1.00        | FIELD_INVALID effectiveOn     | 生效日期
            2023-1/5     | 1.00        | FIELD_INVALID effectiveOn     | 生效日期
            2023/1/5     | "1,00.00"   | AMOUNT_INVALID lines[0].amount | 金额
            2023/1/5     | "1,50"      | AMOUNT_INVALID lines[0].amount | 金额
            2023/1/5     | (1.00)      | AMOUNT_INVALID lines[0].amount | 金额
            2023/1/5     | $1.00       | AMOUNT_INVALID lines[0].amount | 金额
            2023/1/5     | 1.00万元     | AMOUNT_INVALID lines[0].amount | 金额
            2023/1/5     | ￥--1.00     | AMOUNT_INVALID lines[0].amount | 金额
            """)
    void what_could_mean_two_things_is_refused_with_its_column(String date, String amount, String problem, String column) throws Exception {
        List<JsonNode> results = post(HEADER + row("301", date, amount));

        JsonNode result = results.getFirst();
        assertThat(result.at("/problem/code").asString() + " " + result.at("/problem/field").asString()).isEqualTo(problem);
        assertThat(result.at("/faults/0/column").asString()).isEqualTo(column);
        assertThat(result.at("/faults/0/line").asInt()).isEqualTo(2);
    }

    @Test
    void all_faults_of_all_rows_are_told_and_the_others_are_posted() throws Exception {
        String department = opened();
        String good = row(department, "2023/1/5", "1.00");
        List<JsonNode> results = post(HEADER + good
                + good.replace("一般公共预算", "预算外").replace("1.00", "1.005").replace("2023/1/5", "昨天")
                + good + good.replace("下达", "追减") + good.replace(",1.00,", ",,"));

        assertThat(results).extracting(each -> each.get("status").asInt()).containsExactly(201, 400, 201, 400, 400);
        assertThat(results.get(1).get("faults").valueStream()).extracting(fault -> fault.get("line").asInt() + " "
                + fault.path("column").asString() + " " + fault.get("code").asString() + " " + fault.get("field").asString())
                .containsExactlyInAnyOrder("3 资金性质 FIELD_INVALID lines[0].fund", "3 金额 AMOUNT_TOO_PRECISE lines[0].amount",
                        "3 生效日期 FIELD_INVALID effectiveOn");
        assertThat(results.get(3).at("/faults/0/column").asString()).isEqualTo("业务类型");
        assertThat(results.get(4).at("/faults/0/column").asString()).isEqualTo("金额");
    }

    @Test
    void what_all_rows_of_a_posting_say_wrong_is_told_once_and_hides_nothing() throws Exception {
        String row = row("301", "2023/13/5", "1.00").replace("文号", " 文号");
        List<JsonNode> results = post("组号," + HEADER + ("1," + row).repeat(30) + "1," + row.replace("1.00", "x") + "1," + row.replace("2023/13/5", "2023/1/6"));

        assertThat(results.getFirst().get("faults").valueStream()).extracting(fault -> fault.get("line").asInt() + " " + fault.path("column").asString())
                .containsExactlyInAnyOrder("2 文号", "2 生效日期", "32 金额", "33 生效日期");
    }

    @ParameterizedTest
    @ValueSource(strings = {"合计,,,,,,,,,,3.00,", ",合 计,,,,,,,,,3.00,", "本页小计：,,,,,,,,,,3.00,", "Total,,,,,,,,,,3.00,", "合计（大写）,叁元,,,,,,,,,,", "合计,3.00"})
    void a_row_that_adds_up_others_is_told_that_it_is_no_posting(String total) throws Exception {
        String department = opened();
        List<JsonNode> results = post(HEADER + row(department, "2023/1/5", "1.00") + row(department, "2023/1/5", "2.00") + total + "\n");

        assertThat(results).extracting(each -> each.get("status").asInt()).containsExactly(201, 201, 400);
        assertThat(results.getLast().get("faults")).hasSize(1);
        assertThat(results.getLast().at("/faults/0/line").asInt()).isEqualTo(4);
        assertThat(results.getLast().at("/faults/0/field").asString()).isEqualTo("row");
        assertThat(results.getLast().at("/faults/0/detail").asString()).contains("is a total of other rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"制表人：张三,,审核人：李四,,,填报日期：2023年1月5日,,,,,,", "制表人：,张三,复核人：,李四,,,,,日期:,2023-01-05,,", "单位负责人（签章）：,,,,,,,,,,,",
        "\"填表人: 张三　　联系电话: 0311-1234\",,,,,,,,,,,", ",注：1.本表含上年结转。,,,,,,,,,,", "填 报 说 明：不含直达资金。,,,,,,,,,,,"})
    void signatures_and_notes_below_a_table_are_passed_over(String foot) throws Exception {
        String department = opened();
        String table = HEADER + row(department, "2023/1/5", "1.00") + foot + "\n";

        assertThat(post(table)).extracting(each -> each.get("status").asInt()).containsExactly(201);
        assertThat(new String(sheet(table.replace("1.00", "2.00").getBytes(StandardCharsets.UTF_8), "UTF-8", "").body(), StandardCharsets.UTF_8).lines().toList())
                .hasSize(3).last().asString().doesNotContain("已记账").endsWith(",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"制表人：张三,,,,,,,,,,3.00,", "制表人：,张三,李四,,,,,,,,,", "经办人,张三,,,,,,,,,,", "追加,注：一,,,,,,,,,,"})
    void a_row_that_says_more_than_who_signs_is_a_row(String row) throws Exception {
        String department = opened();

        assertThat(post(HEADER + row(department, "2023/1/5", "1.00") + row + "\n")).extracting(each -> each.get("status").asInt()).containsExactly(201, 400);
    }

    @Test
    void a_posting_whose_words_are_those_of_a_total_is_a_posting() throws Exception {
        String department = opened();
        String row = row(department, "2023/1/5", "1.00").replace("年初批复", "合计").replace(",文号,", ",总计,");
        List<JsonNode> results = post("组号," + HEADER + "合计," + row + "序," + row);

        assertThat(results).extracting(each -> each.get("status").asInt()).containsExactly(201, 201);
    }

    @Test
    void a_minus_as_it_is_printed_is_a_minus() throws Exception {
        String department = opened();
        post(HEADER + row(department, "2023/1/5", "9.00"));

        assertThat(fact(HEADER + row(department, "2023/1/6", "−1.00").replace("下达", "追加"))).contains("\"-1.00\"");
    }

    @Test
    void rows_of_blanks_are_passed_over_but_a_blank_beside_words_is_refused() throws Exception {
        String department = opened();
        List<JsonNode> results = post("项目," + HEADER + "," + row(department, "2023/1/5", "1.00") + " ,\u00A0,\t,,,,,,,,,,\n"
                + "\u3000," + row(department, "2023/1/5", "1.00"));

        assertThat(results).extracting(each -> each.get("status").asInt()).containsExactly(201, 400);
        assertThat(results.getLast().at("/faults/0/column").asString()).isEqualTo("项目");
    }

    @Test
    void a_table_has_its_titles_and_its_unit_above_its_header_in_csv_too() throws Exception {
        String department = opened();
        String titles = "\uFEFF追加明细表,,,,,,,,,,,\n金额单位：万元,,,,,,,,,,,\n";

        assertThat(fact(titles + HEADER + row(department, "2023/1/5", "1.5"))).contains("\"15000.00\"");
        assertThat(post(titles + HEADER + row(department, "昨天", "1.5")).getFirst().at("/faults/0/line").asInt()).isEqualTo(4);
        assertProblem(ledger.post("/v1/postings", "text/csv", BodyPublishers.ofString(titles.repeat(11) + HEADER)), 400, "MALFORMED_CSV", "body");
    }

    @Test
    void a_name_that_is_none_is_refused_with_those_that_a_table_has() throws Exception {
        List<JsonNode> results = post(HEADER + row("301", "2023/1/5", "1.00").replace("下达", "追减").replace("一般公共预算", "预算外")
                + row("301", "2023/1/5", "1.00").replace("公用经费", "公用"));

        assertThat(results.getFirst().at("/faults/0/detail").asString()).contains("下达 Allocate", "调剂 Transfer", "not 追减").doesNotContain("OpenBudget");
        assertThat(results.getLast().at("/faults/0/detail").asString()).contains("公用经费 OPERATING", "not 公用");
        assertThat(results.getLast().at("/faults/0/field").asString()).isEqualTo("lines[0].kind");
    }

    @Test
    void what_the_budget_refuses_names_row_and_column_too() throws Exception {
        String department = opened();
        List<JsonNode> results = post("组号," + HEADER + "1," + row(department, "2023/1/5", "1.00")
                + "1," + row(department, "2023/1/5", "1.00").replace("30201", "39999"));

        JsonNode result = results.getFirst();
        assertThat(result.get("status").asInt()).isGreaterThan(400);
        assertThat(result.at("/faults/0/line").asInt()).as(result.toString()).isEqualTo(3);
        assertThat(result.at("/faults/0/column").asString()).isEqualTo("支出经济分类");
    }

    @Test
    void all_or_nothing_tells_all_faults_and_records_nothing() throws Exception {
        long length = ledger.logLength();
        String department = opened();
        HttpResponse<String> answer = ledger.post("/v1/postings?atomic=true", "text/csv", BodyPublishers.ofString(HEADER
                + row(department, "2023/1/5", "1.00") + row(department, "2023/1/5", "x") + row(department, "昨天", "y")),
                "Accept-Language", "zh-CN");

        assertProblem(answer, 400, "AMOUNT_INVALID", "lines[0].amount");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("line").asInt()).isEqualTo(3);
        assertThat(problem.get("faults").valueStream()).extracting(fault -> fault.get("line").asInt() + " " + fault.path("column").asString())
                .containsExactlyInAnyOrder("3 金额", "4 生效日期", "4 金额");
        assertThat(problem.get("faults").get(0).get("detail").asString()).contains("元");
        assertThat(ledger.logLength()).isEqualTo(length + 1);
    }

    @Test
    void ten_thousand_yuan_are_said_by_the_header() throws Exception {
        String department = opened();
        String fact = fact(HEADER.replace("金额", "金额（万元）") + row(department, "2023/1/5", "1.234567"));

        assertThat(fact).contains("\"12345.67\"");
        assertThat(post(HEADER.replace("金额", "金额（万元）") + row(department, "2023/1/5", "1.2345678")).getFirst().at("/problem/code").asString())
                .isEqualTo("AMOUNT_TOO_PRECISE");
        assertThat(ledger.post("/v1/postings", "text/csv", BodyPublishers.ofString(HEADER.replace("金额", "金额（千元）"))).body())
                .contains("UNKNOWN_FIELD");
    }

    @ParameterizedTest
    @CsvSource({"金额, amount, MALFORMED_CSV", "备注, 单位, UNKNOWN_FIELD", "备注, 项目名称, UNKNOWN_FIELD", "文号, 号, UNKNOWN_FIELD"})
    void a_header_that_means_nothing_or_two_things_is_refused(String good, String bad, String code) throws Exception {
        HttpResponse<String> answer = ledger.post("/v1/postings", "text/csv", BodyPublishers.ofString(
                bad.equals("amount") ? HEADER.replace("备注", bad) : HEADER.replace(good, bad)));

        assertProblem(answer, 400, code, bad);
    }

    @Test
    void names_beside_their_codes_are_not_read_and_a_code_may_be_called_either_way() throws Exception {
        String header = HEADER.replace("部门,", "部门代码,").replace("功能科目,", "支出功能分类科目代码,").replace("支出经济分类,", "部门预算支出经济科目编码,")
                .replace("备注", "项目代码,项目名称,部门名称,支出功能分类科目名称,部门预算支出经济分类科目名称,政府经济分类名称,预算单位名称,单位代码");
        String row = row(opened(), "2023/1/5", "1.00").replace(",无\n", ",,环卫,测试,行政运行,办公费,办公经费,本级,\n");

        assertThat(fact(header + row)).contains("\"2010301\"", "\"30201\"").doesNotContain("环卫");
    }

    @Test
    void a_table_that_comes_back_with_its_outcome_is_posted_where_it_was_not() throws Exception {
        String department = opened();
        String header = HEADER.replace("备注", "结果,原因,记账号");
        List<JsonNode> results = post(header
                + row(department, "2023/1/5", "1.00").replace(",无\n", ",已记账,,X-1\n")
                + row(department, "2023/1/5", "2.00").replace(",无\n", ",未记账,金额有误,\n"));

        assertThat(results).hasSize(1);
        assertThat(results.getFirst().get("line").asInt()).isEqualTo(3);
        assertThat(results.getFirst().get("status").asInt()).as(results.toString()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "marked UTF-8"})
    void a_table_comes_back_with_its_outcome_in_the_encoding_that_it_came_in(String encoding) throws Exception {
        String department = opened();
        Charset charset = Charset.forName(encoding.replace("marked ", ""));
        String table = (encoding.startsWith("marked") ? "\uFEFF" : "") + HEADER + row(department, "2023/1/5", "\"1,000.00\"")
                + row(department, "2023/1/5", "\"1,00\"") + row(department, "2023/1/6", "2.00").replace(",无", ",\"说\"\"明\"\"\n第二行\"");

        HttpResponse<byte[]> answer = sheet(table.getBytes(charset), charset.name(), "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=" + charset.name());
        String outcome = new String(answer.body(), charset);
        assertThat(outcome).startsWith(encoding.startsWith("marked") ? "\uFEFF业务" : "业务").contains("\"说\"\"明\"\"\n第二行\",已记账,," + department + "-2023-2\r\n");
        List<String> rows = outcome.lines().toList();
        assertThat(rows.get(0)).endsWith(",备注,结果,原因,记账号");
        assertThat(rows.get(1)).startsWith("下达," + department).endsWith(",\"1,000.00\",无,已记账,," + department + "-2023-1");
        assertThat(rows.get(2)).contains(",\"1,00\",无,未记账,").contains("金额: ").endsWith(",");
        List<String> again = new String(sheet(outcome.replace("\"1,00\"", "3.00").getBytes(charset), charset.name(), "").body(), charset).lines().toList();
        assertThat(again.get(1)).as("passed over").isEqualTo(rows.get(1));
        assertThat(again.get(2)).endsWith(",已记账,," + department + "-2023-3");
    }

    @Test
    void of_a_table_that_breaks_off_the_outcome_says_where() throws Exception {
        String department = opened();

        String outcome = new String(sheet((HEADER + row(department, "2023/1/5", "1.00") + "下达,\"" + department).getBytes(StandardCharsets.UTF_8), "UTF-8", "").body(),
                StandardCharsets.UTF_8);

        assertThat(outcome.lines().toList()).hasSize(3).last().asString().startsWith(",,,").contains("未记账,").endsWith(",");
        assertThat(outcome).contains(",已记账,," + department + "-2023-1");
    }

    @Test
    void a_dry_run_has_an_outcome_and_what_is_refused_together_is_a_problem() throws Exception {
        String department = opened();
        byte[] table = (HEADER + row(department, "2023/1/5", "1.00") + row(department, "2023/1/5", "x")).getBytes(StandardCharsets.UTF_8);

        assertThat(new String(sheet(table, "UTF-8", "?dryRun=true").body(), StandardCharsets.UTF_8)).contains(",可记账,,\r\n", ",未记账,");
        HttpResponse<byte[]> refused = sheet(table, "UTF-8", "?atomic=true");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(ledger.post("/v1/postings", "application/x-ndjson", BodyPublishers.ofString("{}"), "Accept", "text/csv").statusCode())
                .as("of lines there is none").isEqualTo(406);
    }

    private static HttpResponse<byte[]> sheet(byte[] table, String charset, String query) throws Exception {
        return HTTP.send(ledger.request("/v1/postings" + query).header("Content-Type", "text/csv;charset=" + charset).header("Accept", "text/csv, application/problem+json")
                .POST(BodyPublishers.ofByteArray(table)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void the_words_are_those_of_the_page() throws Exception {
        List<String> page = Files.readAllLines(Path.of("../docs/reference/bulk.md"));
        for (TableColumn column : TableWords.COLUMNS) {
            if (column.field().startsWith("to") && !column.field().equals("toDepartment")) {
                continue; // said once for all of them
            }
            String values = column.values().entrySet().stream().map(word -> word.getKey() + " `" + word.getValue() + "`")
                    .collect(Collectors.joining(", "));
            assertThat(page).contains("| `" + column.field() + "` | " + String.join(", ", column.headers()) + " | " + values + " |");
        }
    }

    private static String row(String department, String date, String amount) {
        return "下达," + department + ",2023,文号," + date + ",年初批复,一般公共预算,2010301,公用经费,30201," + amount + ",无\n";
    }

    private static String opened() throws Exception {
        String department = "Z" + UUID.randomUUID().toString().substring(0, 8);
        ledger.given("/v1/budgets", "{\"department\":{\"code\":\"" + department + "\",\"name\":\"测试\"},\"fiscalYear\":2023}");
        return department;
    }

    /** The fact of a table, without what it has of its place in the log. */
    private static String fact(String table) throws Exception {
        List<JsonNode> results = post(table);
        assertThat(results.getFirst().get("status").asInt()).as(results.toString()).isEqualTo(201);
        return JSON.readTree(ledger.facts(ledger.logLength() - 1, 1).getFirst()).get("fact").toString();
    }

    private static List<JsonNode> post(String table) throws Exception {
        HttpResponse<String> answer = ledger.post("/v1/postings", "text/csv", BodyPublishers.ofString(table));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().map(JSON::readTree).toList();
    }
}
