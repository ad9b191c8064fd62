package dev.budgetledger.ledger.commands.bulk;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.IntStream;

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

/** Workbooks posted, and what is answered to them. */
class WorkbookTest {

    private static final List<String> HEADER =
            List.of("业务类型", "部门", "年度", "文号", "生效日期", "事由", "资金性质", "功能科目", "支出性质", "支出经济分类", "金额");

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
    void a_sheet_of_three_hundred_rows_in_which_five_are_wrong_names_these_five_and_posts_the_others() throws Exception {
        String department = opened();
        List<List<String>> rows = new ArrayList<>(List.of(List.of("某部门预算下达表"), List.of("", "单位：元"), HEADER));
        IntStream.range(0, 300).forEach(_ -> rows.add(row(department, "2023/1/5", "1.00")));
        Map<Integer, List<String>> wrong = Map.of(10, row(department, "2023/2/30", "1.00"), 77, row(department, "2023/1/5", "壹元"),
                150, with(row(department, "2023/1/5", "1.00"), 6, "预算外"), 222, with(row(department, "2023/1/5", "1.00"), 3, ""),
                299, with(row("ZZ", "2023/1/5", "1.00"), 0, "下达"));
        wrong.forEach((index, row) -> rows.set(3 + index, row));

        List<JsonNode> results = results(post(Workbooks.ofRows(rows)));

        assertThat(results).hasSize(300);
        assertThat(results.getFirst().get("line").asInt()).isEqualTo(4);
        assertThat(results.stream().filter(each -> each.get("status").asInt() != 201).map(each -> each.get("line").asInt() + " "
                + each.at("/faults/0/line").asInt() + " " + each.at("/faults/0/column").asString())).containsExactly(
                "14 14 生效日期", "81 81 金额", "154 154 资金性质", "226 226 文号", "303 303 部门");
        assertThat(balance(department)).isEqualTo("295.00");
    }

    @Test
    void the_outcome_is_the_sheet_that_was_sent_and_can_be_sent_again_where_it_was_wrong() throws Exception {
        String department = opened();
        List<List<String>> rows = List.of(List.of("单位：元"), with(HEADER, 0, "业务类型*"), row(department, "2023/1/5", "1.00"),
                row(department, "2023/1/5", "x"), row(department, "2023/1/6", "2.00"));
        HttpResponse<byte[]> answer = sheet("/v1/postings", Workbooks.ofRows(rows));

        assertThat(answer.headers().firstValue("Content-Type")).hasValue(Workbooks.XLSX);
        List<List<String>> outcome = Workbooks.rows(answer.body());
        assertThat(outcome.get(0)).containsExactly("单位：元");
        assertThat(outcome.get(1)).startsWith("业务类型*").endsWith("金额", "结果", "原因", "记账号");
        assertThat(outcome.get(2)).startsWith("下达", department).endsWith("1.00", "已记账", "", department + "-2023-1");
        assertThat(outcome.get(3)).contains("x", "未记账").anyMatch(cell -> cell.startsWith("金额: ") && cell.contains("元"));
        assertThat(outcome.get(4)).endsWith(department + "-2023-2");

        List<List<String>> corrected = new ArrayList<>(outcome);
        corrected.set(3, with(outcome.get(3), 10, "3.00"));
        List<List<String>> second = Workbooks.rows(sheet("/v1/postings", Workbooks.ofRows(corrected)).body());
        assertThat(second.get(1)).hasSize(14);
        assertThat(second.get(2)).endsWith("已记账", "", department + "-2023-1");
        assertThat(second.get(3)).endsWith("已记账", "", department + "-2023-3");
        assertThat(balance(department)).isEqualTo("6.00");
    }

    @Test
    void an_outcome_has_the_same_bytes_whenever_it_is_made() throws Exception {
        byte[] workbook = Workbooks.ofRows(List.of(HEADER, row("ZZ", "2023/1/5", "1.00"), row("ZZ", "2023/1/5", "x")));

        byte[] first = sheet("/v1/postings", workbook).body();
        Thread.sleep(2_100); // a zip says times in steps of two seconds
        assertThat(sheet("/v1/postings", workbook).body()).isEqualTo(first);
    }

    @Test
    void a_row_of_a_workbook_is_the_fact_that_it_is_as_csv() throws Exception {
        String department = opened();
        List<String> row = row(department, "2023/1/5", "1,234.50");
        ledger.post("/v1/postings", "text/csv", BodyPublishers.ofString(String.join(",", HEADER) + "\n"
                + String.join(",", with(row, 10, "\"1,234.50\"")) + "\n"));
        String csv = lastFact();
        assertThat(statuses(post(Workbooks.ofRows(List.of(HEADER, row))))).containsExactly(201);

        assertThat(lastFact().replace(department + "-2023-2", "")).isEqualTo(csv.replace(department + "-2023-1", ""));
    }

    /** Style 1 and 2 are dates, 3 is 000, 4 is #,##0.00. */
    @ParameterizedTest(name = "{0} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            <c r="E2" s="1"><v>44931</v></c>                   | <c r="K2"><v>0.30000000000000004</v></c>           | 0.30
            <c r="E2" s="2"><v>44931</v></c>                   | <c r="K2" s="4"><v>1000.5</v></c>                  | 1000.50
            <c r="E2" t="d"><v>2023-01-05T00:00:00</v></c>     | <c r="K2" t="n"><v>1.5E3</v></c>                   | 1500.00
            <c r="E2" t="inlineStr"><is><t>2023年1月5日</t></is></c> | <c r="K2"><f>SUM(A1:A9)</f><v>7</v></c>          | 7.00
            <c r="E2" t="str"><f>T(1)</f><v>2023/1/5</v></c>   | <c r="K2"><v>123456789012.34001</v></c>            | 123456789012.34
            """)
    void what_a_cell_shows_is_what_is_posted(String date, String amount, String posted) throws Exception {
        String department = opened();
        assertThat(statuses(post(Workbooks.zip(Workbooks.parts(byHand(department, date, amount), ""))))).containsExactly(201);

        assertThat(lastFact()).contains("\"effectiveOn\":\"2023-01-05\"", "\"" + posted + "\"");
    }

    @Test
    void a_workbook_of_the_other_date_system_has_other_numbers() throws Exception {
        String department = opened();
        SequencedMap<String, String> parts = Workbooks.parts(
                byHand(department, "<c r=\"E2\" s=\"1\"><v>43469</v></c>", "<c r=\"K2\"><v>1</v></c>"), "");
        parts.computeIfPresent("xl/workbook.xml", (_, book) -> book.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>"));
        assertThat(statuses(post(Workbooks.zip(parts)))).containsExactly(201);

        assertThat(lastFact()).contains("\"effectiveOn\":\"2023-01-05\"");
    }

    @ParameterizedTest(name = "{0} {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            <c r="E2"><v>44931</v></c>           | <c r="K2"><v>1</v></c>            | 生效日期 | format of a date
            <c r="E2" s="1"><v>44931.5</v></c>   | <c r="K2"><v>1</v></c>            | 生效日期 | a date such as
            <c r="E2" s="1"><v>60</v></c>        | <c r="K2"><v>1</v></c>            | 生效日期 | agree on
            <c r="E2" s="1"><v>44931</v></c>     | <c r="K2"><v>1.005</v></c>        | 金额     | two decimals
            <c r="E2" s="1"><v>44931</v></c>     | <c r="K2" s="1"><v>1</v></c>      | 金额     | agree on
            <c r="E2" s="1"><v>44931</v></c>     | <c r="K2" s="1"><v>44931</v></c>  | 金额     | made a date of it
            <c r="E2" s="1"><v>44931</v></c>     | <c r="K2" t="e"><v>#REF!</v></c>  | 金额     | #REF!
            <c r="E2" s="1"><v>44931</v></c>     | <c r="K2"><f>1+1</f></c>          | 金额     | never computed
            <c r="E2" s="1"><v>44931</v></c>     | <c r="K2"><v>NaN</v></c>          | 金额     | kept as a number
            """)
    void what_a_cell_does_not_show_is_named(String date, String amount, String column, String detail) throws Exception {
        long length = ledger.logLength();
        JsonNode result = results(post(Workbooks.zip(Workbooks.parts(byHand("301", date, amount), "")))).getFirst();

        assertThat(result.get("status").asInt()).as(result.toString()).isEqualTo(400);
        assertThat(result.get("faults").size()).isEqualTo(1);
        assertThat(result.at("/faults/0/column").asString()).isEqualTo(column);
        assertThat(result.at("/faults/0/line").asInt()).isEqualTo(2);
        assertThat(result.at("/faults/0/detail").asString()).contains(detail);
        assertThat(ledger.logLength()).isEqualTo(length);
    }

    @Test
    void codes_are_as_they_are_shown() throws Exception {
        String rows = byHand("301", "<c r=\"E2\" s=\"1\"><v>44931</v></c>", "<c r=\"K2\"><v>1</v></c>");
        JsonNode padded = results(post(Workbooks.zip(Workbooks.parts(rows.replace(Workbooks.cell("B2", "301"), "<c r=\"B2\" s=\"3\"><v>7</v></c>"), "")))).getFirst();
        assertThat(padded.at("/problem/code").asString() + padded.at("/problem/detail").asString()).contains("BUDGET_NOT_OPEN", "007");
        assertThat(statuses(post(Workbooks.zip(Workbooks.parts(rows.replace(Workbooks.cell("B2", "301"), "<c r=\"B2\"><v>301</v></c>")
                .replace(Workbooks.cell("D2", "文号"), "<c r=\"D2\" t=\"s\"><v>1</v></c>"), ""))))).containsExactly(201);
        assertThat(lastFact()).contains("\"共享\"");
        assertThat(results(post(Workbooks.zip(Workbooks.parts(rows.replace(Workbooks.cell("D2", "文号"),
                "<c r=\"D2\"><v>1.10101199003070E+17</v></c>"), "")))).getFirst().at("/faults/0/column").asString()).isEqualTo("文号");
    }

    @Test
    void what_is_not_seen_is_not_posted() throws Exception {
        String rows = byHand("301", "<c r=\"E2\" s=\"1\"><v>44931</v></c>", "<c r=\"K2\"><v>1</v></c>");
        JsonNode hidden = results(post(Workbooks.zip(Workbooks.parts(rows.replace("<row r=\"2\">", "<row r=\"2\" hidden=\"1\">"), "")))).getFirst();
        assertThat(hidden.at("/faults/0/detail").asString()).contains("hidden");

        JsonNode merged = results(post(Workbooks.zip(Workbooks.parts(rows + rows.substring(rows.indexOf("<row r=\"2\"")).replace("2\"", "3\""),
                "<mergeCells><mergeCell ref=\"K2:K3\"/></mergeCells>")))).getLast();
        assertThat(merged.get("line").asInt()).isEqualTo(3);
        assertThat(merged.at("/faults/0/column").asString()).isEqualTo("金额");
        assertThat(merged.at("/faults/0/detail").asString()).contains("K2");

        JsonNode without = results(post(Workbooks.zip(Workbooks.parts(rows.replaceFirst("(?s)(.*)</row>", "$1"
                + Workbooks.cell("M2", "备忘") + "</row>"), "")))).getFirst();
        assertThat(without.at("/faults/0/code").asString()).isEqualTo("UNKNOWN_FIELD");
    }

    @Test
    void a_signature_in_merged_cells_below_the_rows_is_passed_over() throws Exception {
        String rows = byHand(opened(), "<c r=\"E2\" s=\"1\"><v>44931</v></c>", "<c r=\"K2\"><v>1</v></c>");
        String signed = rows + "<row r=\"3\">" + Workbooks.cell("A3", "制表人：张三") + Workbooks.cell("F3", "填报日期：") + "<c r=\"H3\" s=\"1\"><v>44931</v></c></row>";

        assertThat(statuses(post(Workbooks.zip(Workbooks.parts(signed, "<mergeCells><mergeCell ref=\"A3:E3\"/></mergeCells>"))))).containsExactly(201);
    }

    @Test
    void a_unit_above_the_header_holds_and_two_units_are_refused() throws Exception {
        String department = opened();
        assertThat(statuses(post(Workbooks.ofRows(List.of(List.of("金额单位：万元"), HEADER, row(department, "2023/1/5", "1.5")))))).containsExactly(201);
        assertThat(lastFact()).contains("\"15000.00\"");

        for (List<List<String>> rows : List.of(
                List.of(List.of("单位：千元"), HEADER), List.of(List.of("单位：元"), List.of("单位：万元"), HEADER),
                List.of(List.of("单位：万元"), with(HEADER, 10, "金额（元）")))) {
            HttpResponse<String> answer = post(Workbooks.ofRows(rows));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo("FIELD_INVALID");
        }
    }

    @Test
    void a_sheet_is_chosen_by_its_name() throws Exception {
        byte[] workbook = Workbooks.ofRows(List.of(HEADER, row(opened(), "2023/1/5", "1.00")));

        assertThat(statuses(post("/v1/postings?sheet=%E9%A2%84%E7%AE%97", workbook))).containsExactly(201);
        assertProblem(post("/v1/postings?sheet=x", workbook), 400, "FIELD_INVALID", "sheet");
        assertProblem(ledger.post("/v1/postings?sheet=x", "text/csv", BodyPublishers.ofString("type\n")), 400, "UNKNOWN_PARAMETER", "sheet");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><worksheet><sheetData>&x;</sheetData></worksheet>",
        "<?xml version='1.0'?><!DOCTYPE a><worksheet><sheetData/></worksheet>",
        "<worksheet><!-- > --><sheetData/></worksheet>",
        "<worksheet><?x y?><sheetData/></worksheet>",
        "<worksheet><sheetData>",
        "<worksheet><sheetData><row r='5'/><row r='3'/></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='B2'/></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>99</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='A1' t='?'><v>99</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='9999999'/></sheetData></worksheet>",
    })
    void what_no_spreadsheet_writes_is_refused_as_a_whole(String sheet) throws Exception {
        SequencedMap<String, String> parts = Workbooks.parts("", "");
        parts.replace("xl/worksheets/sheet1.xml", sheet.replace('\'', '"'));

        assertProblem(post(Workbooks.zip(parts)), 400, "BODY_INVALID", "body");
    }

    @Test
    void what_unpacks_to_more_than_fits_is_refused() throws Exception {
        SequencedMap<String, String> parts = Workbooks.parts("", "");
        parts.replace("xl/worksheets/sheet1.xml", "<worksheet a=\"" + "x".repeat(1 << 20) + "\"/>");
        assertProblem(post(Workbooks.zip(parts)), 413, "BODY_TOO_LARGE", "body");
        parts.replace("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"1\">" + Workbooks.cell("A1", "x".repeat(1 << 20)) + "</row></sheetData></worksheet>");
        assertProblem(post(Workbooks.zip(parts)), 413, "BODY_TOO_LARGE", "body");
        assertProblem(post(new byte[0]), 400, "BODY_INVALID", "body");
        assertProblem(post("PK no zip".getBytes(StandardCharsets.US_ASCII)), 400, "BODY_INVALID", "body");
        assertProblem(post(Workbooks.ofRows(List.of(List.of("标题"), List.of("再")))), 400, "MALFORMED_CSV", "body");
    }

    @Test
    void statements_of_procurement_and_performance_come_as_rows_of_a_workbook_too() throws Exception {
        String department = opened();
        List<String> purchase = List.of("1", "陈述", department, "2023", "石财采〔2023〕8号", "2023/1/10", "采购预算", "政府采购", "01", "办公桌",
                "A05010201", "张", "10", "2000.00", "20000.00", "一般公共预算", "20000.00");
        HttpResponse<String> procurement = post(Workbooks.ofRows(List.of(
                List.of("组号", "业务类型", "部门", "年度", "文号", "生效日期", "事由", "陈述内容", "陈述编号", "采购内容", "品目编码", "计量单位", "数量", "单价",
                        "面向中小企业金额", "资金性质", "金额"),
                purchase, List.of("1", "", "", "", "", "", "", "", "", "打印机", "A02021003", "台", "5", "壹", "", "一般公共预算", "15000.00"))));
        assertThat(results(procurement).getFirst().get("faults").valueStream()).extracting(fault ->
                fault.get("line").asInt() + " " + fault.path("column").asString() + " " + fault.get("field").asString())
                .containsExactly("3 单价 statement.procurement.purchases[1].price");

        assertThat(statuses(post(Workbooks.ofRows(List.of(
                List.of("业务类型", "部门", "年度", "文号", "生效日期", "事由", "陈述内容", "绩效目标", "一级指标", "二级指标", "三级指标", "指标符号", "指标值", "计量单位"),
                List.of("陈述", department, "2023", "文", "2023/1/10", "绩效", "绩效目标", "买桌子", "产出", "数量", "台数", "≥", "10", "台")))))).containsExactly(201);
        assertThat(lastFact()).contains("AT_LEAST", "买桌子");
    }

    @Test
    void the_template_is_read_and_its_example_is_not_posted() throws Exception {
        HttpResponse<byte[]> template = HTTP.send(ledger.request("/v1/postings/template.xlsx").build(), BodyHandlers.ofByteArray());

        assertThat(template.headers().firstValue("Content-Type")).hasValue(Workbooks.XLSX);
        List<List<String>> rows = Workbooks.rows(template.body());
        assertThat(rows.getFirst()).contains("业务类型", "资金性质", "金额", "备注", "记账号");
        assertThat(post(template.body()).body()).isEmpty();
        String department = opened();
        List<String> filled = new ArrayList<>(with(with(rows.getLast(), 2, department), rows.getFirst().indexOf("生效日期"), "2023/1/5"));
        assertThat(statuses(post(Workbooks.ofRows(List.of(rows.getFirst(), filled.subList(0, filled.size() - 1)))))).containsExactly(201);
    }

    @Test
    void all_or_nothing_holds_for_a_workbook() throws Exception {
        String department = opened();
        long length = ledger.logLength();
        byte[] bad = Workbooks.ofRows(List.of(HEADER, row(department, "2023/1/5", "1.00"), row(department, "x", "y")));
        HttpResponse<String> answer = post("/v1/postings?atomic=true", bad);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("faults").size()).isEqualTo(2);
        assertThat(sheet("/v1/postings?atomic=true", bad).statusCode()).isEqualTo(400);
        assertThat(ledger.logLength()).isEqualTo(length);

        byte[] good = Workbooks.ofRows(List.of(HEADER, row(department, "2023/1/5", "1.00"), row(department, "2023/1/5", "2.00")));
        assertThat(Workbooks.rows(sheet("/v1/postings?atomic=true", good).body()).getLast()).endsWith(department + "-2023-2");
    }

    private static String byHand(String department, String date, String amount) {
        StringBuilder header = new StringBuilder("<row r=\"1\">");
        StringBuilder row = new StringBuilder("<row r=\"2\">");
        List<String> values = row(department, date, amount);
        for (int i = 0; i < HEADER.size(); i++) {
            String letter = String.valueOf((char) ('A' + i));
            header.append(Workbooks.cell(letter + "1", HEADER.get(i)));
            row.append(i == 4 ? date : i == 10 ? amount : Workbooks.cell(letter + "2", values.get(i)));
        }
        return header.append("</row>").append(row).append("</row>").toString();
    }

    private static List<String> row(String department, String date, String amount) {
        return List.of("下达", department, "2023", "文号", date, "年初批复", "一般公共预算", "2010301", "公用经费", "30201", amount);
    }

    private static List<String> with(List<String> row, int column, String text) {
        List<String> other = new ArrayList<>(row);
        other.set(column, text);
        return other;
    }

    private static String opened() throws Exception {
        String department = "X" + UUID.randomUUID().toString().substring(0, 8);
        ledger.given("/v1/budgets", "{\"department\":{\"code\":\"" + department + "\",\"name\":\"测试\"},\"fiscalYear\":2023}");
        return department;
    }

    private static String balance(String department) throws Exception {
        return JSON.readTree(ledger.get("/v1/budgets/" + department + "/2023").body()).at("/lines/0/balance").asString();
    }

    private static String lastFact() throws Exception {
        return JSON.readTree(ledger.facts(ledger.logLength() - 1, 1).getFirst()).get("fact").toString();
    }

    private static HttpResponse<String> post(byte[] workbook) throws Exception {
        return post("/v1/postings", workbook);
    }

    private static HttpResponse<String> post(String path, byte[] workbook) throws Exception {
        return ledger.post(path, Workbooks.XLSX, BodyPublishers.ofByteArray(workbook));
    }

    private static HttpResponse<byte[]> sheet(String path, byte[] workbook) throws Exception {
        return HTTP.send(ledger.request(path).header("Content-Type", Workbooks.XLSX).header("Accept", Workbooks.XLSX)
                .header("Accept-Language", "zh-CN").POST(BodyPublishers.ofByteArray(workbook)).build(), BodyHandlers.ofByteArray());
    }

    private static List<JsonNode> results(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().map(JSON::readTree).toList();
    }

    private static List<Integer> statuses(HttpResponse<String> answer) {
        return results(answer).stream().map(each -> each.get("status").asInt()).toList();
    }
}
