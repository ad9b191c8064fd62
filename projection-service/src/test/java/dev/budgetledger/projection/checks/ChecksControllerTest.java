package dev.budgetledger.projection.checks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.disclosure.FakeBudgetReader;
import dev.budgetledger.projection.disclosure.ReferenceFiles;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.samples.NoProposals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The checks over HTTP. */
class ChecksControllerTest {

    private static final String SERVED = "/v1/disclosures/301/2023/checks";
    private static final String IMPORTED = "/v1/checks?year=2023";

    private final FakeBudgetReader reader = new FakeBudgetReader(SampleBudgets.of2023(), SampleBudgets.of2022());
    private final List<StatementReader.Said> statements = new ArrayList<>();
    private final MockMvcTester mvc = SampleHttp.of(new ChecksController(reader, SampleTemplates.all(), SampleHttp.forms(), (_, _) -> statements,
            NoProposals.of(reader)));

    @Test
    void the_served_tables_are_checked_as_of_what_is_asked() {
        String address = SERVED + "?effectiveOn=2023-06-30&position=7&basis=approved";
        MvcTestResult result = mvc.get().uri(SampleHttp.address(address)).exchange();

        assertThat(result).hasStatusOk().hasContentType(MediaType.APPLICATION_JSON);
        assertThat(body(result))
                .startsWith("{\"department\":{\"code\":\"301\",\"name\":\"石家庄市人民政府办公室\"},\"fiscalYear\":2023,"
                        + "\"unit\":\"万元\",\"basis\":\"approved\",\"summary\":{\"pass\":49,\"fail\":0,\"rounding\":0,"
                        + "\"notEnoughData\":13},\"checks\":[")
                .endsWith("],\"texts\":[],\"asOf\":{\"effectiveOn\":\"2023-06-30\",\"recordedAsOf\":\"2023-02-01T01:02:03.123456Z\","
                        + "\"position\":7,\"checkpoint\":null}}")
                .contains("""
                        {"id":"T6-T5-basic","formula":"T6 合计 = T5 合计 基本支出",\
                        "description":"both tables show the same money",\
                        "conditional":false,"verdict":"pass","reason":null,\
                        "left":{"sum":"4561.80","cells":[{"table":"basic-expenditure","row":1,"label":"合计",\
                        "column":"total","value":"4561.80"}]},\
                        "right":{"sum":"4561.80","cells":[{"table":"general-public-budget","row":1,"label":"合计",\
                        "column":"basic","value":"4561.80"}]},\
                        "difference":"0.00","bound":"0.010","compared":1,"findings":[]}""");
        assertThat(result.getResponse().getHeader("Ledger-Position")).isEqualTo("7");
        assertThat(reader.questions).containsExactly(new AsOfQuestion(LocalDate.of(2023, 6, 30), null, 7L, null));
        assertThat(reader.reads)
                .extracting(read -> read.id().stream(), FakeBudgetReader.Read::basis)
                .containsExactly(
                        tuple("301-2023", Basis.APPROVED),
                        tuple("301-2022", Basis.APPROVED));
        assertThat(reader.reads.getLast().asOf().recordedAsOf()).isEqualTo(Instant.parse("2023-02-01T01:02:03.123456Z"));
    }

    @Test
    void a_browser_is_shown_each_check_the_worst_first_and_how_many_came_out_how() {
        Element page = Pages.open(mvc, SERVED + "?basis=approved");

        assertThat(page.getTextContent()).contains("相符 49, 尾差 0, 数据不足 13, 不符 0", "Equal 49");
        assertThat(Pages.rows(page)).hasSize(62)
                .contains(List.of("相符 Equal", "T6 合计 = T5 合计 基本支出 both tables show the same money", "4,561.80", "4,561.80", "0.00", "1", "T6-T5-basic"));
        assertThat(Pages.rows(page).getFirst().getFirst()).startsWith("数据不足 Not enough data: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "全年支出8916.82万元。                 | 8916.82万元     | 一、一般公共预算拨款收入 incomeAmount",
        "全年支出8,916.82 万元，比上年多       | 8,916.82 万元   | 一、一般公共预算拨款收入 incomeAmount",
        "全年支出89,168,200.00元               | 89,168,200.00元 | 一、一般公共预算拨款收入 incomeAmount",
        "约0.89亿元                            | 0.89亿元        | 一、一般公共预算拨款收入 incomeAmount",
        "全年支出8916.8万元                    | 8916.8万元      | 一、一般公共预算拨款收入 incomeAmount",
        "全年支出8917.82万元                   | 8917.82万元     | none",
        "接待费2.3万元和9999.99万元            | 2.3万元;9999.99万元 | 30217 公务接待费 total;none",
        "2023年增长9.4%，共12个、0万元、5元/次 | -               | -",
        "1,23万元、美元100万美元、A100元       | -               | -",
    })
    void each_amount_in_a_text_is_beside_the_cell_that_it_equals(String text, @Nullable String found, @Nullable String cells) {
        say("why", new Statement.Explanation("shijiazhuang-2023", List.of("一", text), List.of("301-2023-4")));
        say("why", new Statement.Explanation("another-2023", List.of("1234567.89万元"), List.of()));

        JsonNode texts = texts(SERVED);

        assertThat(texts.valueStream().map(each -> each.get("text").stringValue()))
                .containsExactly(found == null ? new String[0] : found.split(";"));
        assertThat(texts.valueStream().map(each -> each.has("cell")
                        ? each.at("/cell/label").stringValue() + " " + each.at("/cell/column").stringValue() : "none"))
                .containsExactly(cells == null ? new String[0] : cells.split(";"));
        assertThat(texts.valueStream()).allSatisfy(each -> assertThat(each.get("part").stringValue() + each.get("key").stringValue()
                + each.get("field").stringValue()).isEqualTo("EXPLANATIONwhy/paragraphs/1"));
    }

    @Test
    void what_an_author_wrote_is_found_and_refuses_nothing_and_of_many_the_first_are_told() {
        String before = summary(SERVED);
        say("why", new Statement.Explanation("shijiazhuang-2023", List.of("9999.99万元"), List.of()));
        say("what", new Statement.Explanation("shijiazhuang-2023", Collections.nCopies(1000, "9999.99万元"), List.of()));

        assertThat(texts(SERVED)).hasSize(1000);
        assertThat(body(mvc.get().uri(SERVED).exchange())).contains("\"textsLeftOff\":1,");
        assertThat(summary(SERVED)).isEqualTo(before);
    }

    /** 301-2023 says nothing that its tables do not. */
    @Test
    void the_published_text_of_301_raises_no_alarm() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../standalone/src/main/resources/sample/statements-2023.ndjson"))) {
            texts(JsonMapper.shared().readTree(line).path("statement"), texts);
        }
        say("why", new Statement.Explanation("shijiazhuang-2023", texts, List.of()));

        assertThat(texts).hasSizeGreaterThan(500);
        assertThat(texts(SERVED).valueStream().filter(each -> !each.has("cell"))).isEmpty();
    }

    private static void texts(JsonNode node, List<String> texts) {
        if (node.isString()) {
            texts.add(node.stringValue());
        }
        node.valueStream().forEach(each -> texts(each, texts));
    }

    private void say(String key, Statement.Content content) {
        statements.add(new StatementReader.Said(1, Instant.EPOCH,
                new Fact.StatementMade("文", LocalDate.of(2023, 1, 10), "公开", key, Statement.of(content))));
    }

    private JsonNode texts(String address) {
        return JsonMapper.shared().readTree(body(mvc.get().uri(address).exchange())).get("texts");
    }

    private String summary(String address) {
        return JsonMapper.shared().readTree(body(mvc.get().uri(address).exchange())).get("summary").toString();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/disclosures/302/2023/checks,                404, BUDGET_NOT_OPEN",
        "/v1/disclosures/301/2023/checks?amounts=frozen, 400, UNKNOWN_PARAMETER",
        "/v1/disclosures/301/2023/checks?basis=x,        400, FIELD_INVALID",
        "/v1/disclosures/301/99/checks,                  400, FIELD_INVALID",
    })
    void a_question_that_has_no_answer_is_told_why(String address, int status, String code) {
        assertProblem(mvc.get().uri(SampleHttp.address(address)).exchange(), status, code, null);
    }

    @Test
    void an_imported_publication_is_checked() {
        MvcTestResult result = post(IMPORTED + "&nature=administrative", Publication.reference().zip());

        assertThat(result).hasStatusOk();
        assertThat(body(result))
                .startsWith("{\"fiscalYear\":2023,\"unit\":\"万元\",\"tables\":[\"revenue-and-expenditure\",\"revenue\",")
                .contains("\"summary\":{\"pass\":51,\"fail\":0,\"rounding\":0,\"notEnoughData\":9}");
    }

    @Test
    void a_wrong_publication_is_shown_wrong_cell_by_cell() {
        byte[] doctored = Publication.reference()
                .doctored("t1-revenue-and-expenditure.csv", "支出总计,8916.82", "支出总计,8917.82")
                .zip();

        assertThat(body(post(IMPORTED, doctored)))
                .contains("\"fail\":2")
                .contains("\"id\":\"T1-total\",\"formula\":\"T1 收入总计 = 支出总计\"")
                .contains("""
                        "findings":[{"verdict":"fail","left":{"sum":"8916.82","cells":[{"table":"revenue-and-expenditure",\
                        "row":33,"label":"收入总计","column":"incomeAmount","value":"8916.82"}]},\
                        "right":{"sum":"8917.82","cells":[{"table":"revenue-and-expenditure","row":33,"label":"支出总计",\
                        "column":"expenditureAmount","value":"8917.82"}]},"difference":"-1.00","bound":"0.010"}]""");
    }

    @Test
    void tables_are_imported_in_the_form_that_is_named_each_in_its_own_unit_of_measure() {
        byte[] zip = PrintedCase.CZJ.all().zip();
        MvcTestResult result = post("/v1/checks?year=2025&form=putuo-department-2025&nature=administrative", zip);

        assertThat(result).hasStatusOk();
        assertThat(body(result))
                .startsWith("{\"fiscalYear\":2025,\"unit\":\"元\",\"tables\":[\"revenue-and-expenditure\",\"revenue\",")
                .contains("\"summary\":{\"pass\":", ",\"fail\":1,")
                .contains("""
                        {"verdict":"fail","left":{"sum":"8873600.00","cells":[{"table":"statements","row":22,\
                        "label":"function.2080506","column":"","value":"887.36","unit":"万元"}]},\
                        "right":{"sum":"873617.00","cells":[{"table":"general-public-budget","row":11,\
                        "label":"2080506 机关事业单位职业年金缴费支出","column":"total","value":"873617.00"}]},\
                        "difference":"7999983.00","bound":"100"}""")
                .contains("""
                        "left":{"sum":"9500.00","cells":[{"table":"three-public","row":1,"label":"","column":"total",\
                        "value":"0.95","unit":"万元"}]},"relation":"≥",""");
    }

    @Test
    void a_form_that_is_not_known_is_told() {
        assertProblem(post(IMPORTED + "&form=nowhere", Publication.reference().zip()), 404, "FORM_UNKNOWN", "form");
        assertProblem(mvc.get().uri(SampleHttp.address(SERVED + "?form=nowhere")).exchange(), 404, "FORM_UNKNOWN", "form");
    }

    @Test
    void the_served_tables_are_checked_in_the_form_that_is_named() {
        MvcTestResult result = mvc.get().uri(SampleHttp.address(SERVED + "?form=putuo-department-2025")).exchange();

        assertThat(result).hasStatusOk();
        assertThat(body(result)).contains("\"unit\":\"元\"", "\"fail\":0,", "\"id\":\"T9-row-vehicles\"", "\"id\":\"T8-T5-basic\"");
    }

    @ParameterizedTest
    @EnumSource
    void a_table_may_have_the_name_that_the_service_gives_it(TableId id) {
        byte[] zip = Publication.empty()
                .with(id.id() + ".csv", "\uFEFF" + ReferenceFiles.text(ReferenceFiles.fileOf(id)))
                .zip();

        assertThat(body(post(IMPORTED, zip))).contains("\"tables\":[\"" + id.id() + "\"]", "\"fail\":0");
    }

    @Test
    void who_signed_a_table_stands_below_it_and_is_no_row() {
        byte[] zip = Publication.empty()
                .with("t3-expenditure.csv", ReferenceFiles.text("t3-expenditure.csv") + "制表人：张三,审核人：李四\n填报日期：,2023年1月5日,,,,,,,\n")
                .zip();

        assertThat(body(post(IMPORTED, zip))).contains("\"tables\":[\"expenditure\"]", "\"fail\":0");
    }

    @Test
    void an_id_that_looks_like_the_place_of_another_table_is_the_id() throws IOException {
        Form form = FormReader.read(new String(ContractJson.write(SampleTemplates.forms().of("shijiazhuang-2023").orElseThrow()), StandardCharsets.UTF_8)
                .replace("\"id\":\"expenditure\"", "\"id\":\"t2\"").replace("\"table\":\"expenditure\"", "\"table\":\"t2\"").getBytes(StandardCharsets.UTF_8));
        byte[] zip = Publication.empty().with("t2.csv", ReferenceFiles.text("t3-expenditure.csv")).zip();

        assertThat(ImportedTables.read(new ByteArrayInputStream(zip), form, 2023, null, null).ids()).containsExactly("t2");
    }

    @Test
    void tables_in_yuan_are_exact() {
        byte[] zip = Publication.reference()
                .without("statements.csv")
                .doctored("t5-general-public-budget.csv", "合计,8916.82", "合计,8916.83")
                .zip();

        assertThat(body(post(IMPORTED, zip))).contains("\"rounding\":2");
        assertThat(body(post(IMPORTED + "&unit=YUAN", zip))).contains("\"rounding\":0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "procurement.csv        | a,b                     | FILE_UNKNOWN | procurement.csv",
        "t2-expenditure.csv     | a,b                     | FILE_UNKNOWN | t2-expenditure.csv",
        "tables/revenue.csv     | a,b                     | FILE_UNKNOWN | tables/revenue.csv",
        "../../etc/passwd       | a,b                     | FILE_UNKNOWN | ../../etc/passwd",
        "revenue.csv            | ''                      | FILE_INVALID | the header is not 序号,科目编码",
        "revenue.csv            | 序号,科目编码           | FILE_INVALID | the header is not 序号,科目编码",
        "t3-expenditure.csv     | HEADER⏎1,,合计,1        | FILE_INVALID | row 2 has 4 cells; the header 9",
        "t3-expenditure.csv     | HEADER⏎1,,合计,1e3,,,,, | FILE_INVALID | row 2 column 合计 is not an amount: 1e3",
        "t3-expenditure.csv     | HEADER⏎1,,合计,1.005,,,,,   | FILE_INVALID | row 2 column 合计 is not an amount: 1.005",
        "t3-expenditure.csv     | HEADER⏎1,,合计,'1 000',,,,, | FILE_INVALID | row 2 column 合计 is not an amount",
        "t3-expenditure.csv     | HEADER⏎1,2010,a,1,,,,,  | FILE_INVALID | row 2 column 科目编码 is not a code: 2010",
        "t3-expenditure.csv     | HEADER⏎x,201,a,1,,,,,   | FILE_INVALID | row 2 has no 序号: x",
        "t3-expenditure.csv     | HEADER⏎1,\"201          | FILE_INVALID | not CSV",
        "statements.csv         | key,value               | FILE_INVALID | the header is not key,value,unit,meaning",
        "statements.csv         | STATED⏎year,2022,,      | FILE_INVALID | row 2 is not of 2023",
        "t3-expenditure.csv     | HEADER⏎1,,合计,\"12;34.00\",,,,, | FILE_INVALID | row 2 column 合计 is not an amount: 12;34.00",
    })
    void a_file_that_is_not_understood_is_named_with_its_row(String file, String csv, String code, String detail) {
        String text = csv.replace('⏎', '\n')
                .replace(';', ',')
                .replace("HEADER", "序号,科目编码,科目名称,合计,基本支出,项目支出,经营支出,上解上级支出,对附属单位补助支出")
                .replace("STATED", "key,value,unit,meaning");
        MvcTestResult result = post(IMPORTED, Publication.empty().with(file, text).zip());

        assertProblem(result, 422, code, file);
        assertThat(body(result)).contains(detail.replace(';', ','));
    }

    @Test
    void two_of_one_table_are_not_guessed_at() {
        String csv = ReferenceFiles.text("t2-revenue.csv");
        byte[] zip = Publication.empty().with("t2-revenue.csv", csv).with("revenue.csv", csv).zip();

        assertProblem(post(IMPORTED, zip), 422, "FILE_INVALID", "revenue.csv");
    }

    @Test
    void a_file_that_is_not_utf_8_is_refused() throws IOException {
        assertProblem(post(IMPORTED, zip("revenue.csv", "序号".getBytes(Charset.forName("GBK")))), 422, "FILE_INVALID", "revenue.csv");
    }

    @Test
    void what_is_no_zip_is_refused() throws IOException {
        byte[] good = Publication.reference().zip();
        byte[] damaged = good.clone();
        for (int i = 40; i < 400; i++) {
            damaged[i] ^= 0x5a;
        }

        assertProblem(post(IMPORTED, new byte[0]), 400, "BODY_INVALID", "body");
        assertProblem(post(IMPORTED, "序号".getBytes(StandardCharsets.UTF_8)), 400, "BODY_INVALID", "body");
        assertProblem(post(IMPORTED, Publication.empty().zip()), 400, "BODY_INVALID", "body");
        assertProblem(post(IMPORTED, Arrays.copyOf(good, 500)), 400, "BODY_INVALID", "body");
        assertThat(post(IMPORTED, damaged).getResponse().getStatus()).isBetween(400, 422);
    }

    @Test
    void a_small_body_does_not_become_a_large_one() throws IOException {
        byte[] bomb = zip("revenue.csv", new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(ImportedTables.BODY_BYTES_MAX);

        assertProblem(post(IMPORTED, bomb), 413, "BODY_TOO_LARGE", "revenue.csv");
        assertProblem(post(IMPORTED, new byte[ImportedTables.BODY_BYTES_MAX + 1]), 413, "BODY_TOO_LARGE", "body");
    }

    @Test
    void more_files_than_there_are_tables_are_not_read() {
        Publication many = Publication.reference();
        for (TableId id : TableId.values()) {
            many.with("more/" + id.id(), "");
        }

        assertProblem(post(IMPORTED, many.zip()), 413, "BODY_TOO_LARGE", "body");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/checks,                     FIELD_MISSING, year",
        "/v1/checks?year=23,             FIELD_INVALID, year",
        "/v1/checks?year=2023&nature=x,  FIELD_INVALID, nature",
        "/v1/checks?year=2023&unit=USD,  FIELD_INVALID, unit",
        "/v1/checks?year=2023&date=2023, UNKNOWN_PARAMETER, date",
    })
    void a_parameter_that_cannot_be_read_is_named(String address, String code, String field) {
        assertProblem(post(address, Publication.reference().zip()), 400, code, field);
    }

    @Test
    void only_a_zip_is_read() {
        assertProblem(
                mvc.post().uri(IMPORTED).contentType(MediaType.TEXT_PLAIN).content("x").exchange(),
                415, "UNSUPPORTED_MEDIA_TYPE", null);
    }

    private MvcTestResult post(String address, byte[] body) {
        return mvc.post()
                .uri(SampleHttp.address(address))
                .header(HttpHeaders.CONTENT_TYPE, "application/zip")
                .content(body)
                .exchange();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static void assertProblem(
            MvcTestResult result, int status, String code, @Nullable String field) {
        assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(body(result)).contains("\"code\":\"" + code + "\"");
        if (field != null) {
            assertThat(body(result)).contains("\"field\":\"" + field + "\"");
        }
    }

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
