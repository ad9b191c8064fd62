package dev.budgetledger.projection.disclosure.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.disclosure.FakeBudgetReader;
import dev.budgetledger.projection.disclosure.NoChart;
import dev.budgetledger.projection.disclosure.NoForms;
import dev.budgetledger.projection.disclosure.ReferenceFiles;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.samples.NoProposals;

import static org.assertj.core.api.Assertions.assertThat;

/** The disclosure tables over HTTP. */
class DisclosureControllerTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TABLES = "/v1/disclosures/301/2023/tables";

    private final FakeBudgetReader reader = new FakeBudgetReader(SampleBudgets.of2023(), SampleBudgets.of2022());
    private final MockMvcTester mvc =
            SampleHttp.of(new DisclosureController(reader, SampleHttp.forms(new NoForms(), new NoChart(), reader), SampleHttp.METERS, SampleHttp.NOTHING,
                    NoProposals.of(reader)));

    @Test
    void a_table_is_json_of_printed_strings() {
        assertThat(get(TABLES + "/three-public").getResponse().getHeader(HttpHeaders.CONTENT_TYPE))
                .isEqualTo("application/json");
        assertThat(body(get(TABLES + "/three-public"))).isEqualTo("""
                {"id":"three-public","title":"部门预算财政拨款\\"三公\\"经费支出表",\
                "department":{"code":"301","name":"石家庄市人民政府办公室"},\
                "fiscalYear":2023,"unit":"万元","basis":"adjusted","amounts":"all",\
                "asOf":{"effectiveOn":"2023-12-31","recordedAsOf":"2023-02-01T01:02:03.123456Z","position":42,"checkpoint":null},\
                "columns":[{"id":"item","title":"项目","type":"TEXT"},\
                {"id":"total","title":"合计","type":"AMOUNT"},\
                {"id":"generalPublic","title":"一般公共预算财政拨款","type":"AMOUNT"},\
                {"id":"governmentFund","title":"政府性基金预算拨款","type":"AMOUNT"},\
                {"id":"stateCapital","title":"国有资本经营预算拨款","type":"AMOUNT"}],\
                "rows":[%s,%s,%s,%s,%s,%s,%s,%s],"notes":[]}""".formatted(
                        row(1, "\\\"三公\\\"经费小计", "2.3"),
                        row(2, "一、因公出国(境)费", ""),
                        row(3, "其中:教学科研人员因公出国(境)费", ""),
                        row(4, "其他因公出国(境)费", ""),
                        row(5, "二、公务用车购置及运维费", ""),
                        row(6, "其中:公务用车购置费", ""),
                        row(7, "公务用车运行维护费", ""),
                        row(8, "三、公务接待费", "2.3")));
    }

    @ParameterizedTest
    @EnumSource
    void asked_for_as_csv_it_is_the_published_file(TableId id) {
        MvcTestResult byFormat = get(TABLES + "/" + id.id() + "?format=csv");
        MvcTestResult byAccept = mvc.get().uri(TABLES + "/" + id.id()).header("Accept", "text/csv").exchange();

        for (MvcTestResult result : new MvcTestResult[] {byFormat, byAccept}) {
            assertThat(result).hasStatusOk();
            assertThat(result.getResponse().getHeader(HttpHeaders.CONTENT_TYPE)).isEqualTo("text/csv;charset=UTF-8");
            assertThat(result.getResponse().getContentAsByteArray())
                    .isEqualTo(ReferenceFiles.text(ReferenceFiles.fileOf(id)).getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_browser_is_shown_the_table_as_published_and_each_figure_leads_to_its_cell(TableId id) {
        Element page = Pages.open(mvc, TABLES + "/" + id.id() + "?effectiveOn=2023-06-30");
        assertThat(Pages.elements(page, "h1").getFirst().getTextContent()).isEqualTo(SampleTemplates.all().of(2023).title(id));

        JsonNode table = JSON.readTree(body(get(TABLES + "/" + id.id() + "?format=json&effectiveOn=2023-06-30")));
        List<List<String>> rows = table.get("rows").valueStream()
                .map(row -> Stream.concat(Stream.of(row.get("number").asString()), row.get("cells").valueStream().map(JsonNode::asString)).toList())
                .toList();
        assertThat(Pages.rows(page)).isEqualTo(rows);
        List<String> figures = Pages.elements(page, "td").stream().filter(cell -> cell.getAttribute("class").equals("number"))
                .map(Element::getTextContent).filter(text -> !text.isEmpty()).toList();
        assertThat(Pages.leads(page).stream().filter(lead -> lead.contains("/cells/"))).hasSameSizeAs(figures)
                .allMatch(lead -> lead.matches("/v1/disclosures/301/2023/tables/" + id.id() + "/cells/\\d+/\\w+\\?effectiveOn=2023-06-30&.*&measure=WAN_YUAN"));
    }

    @Test
    void the_page_of_a_table_keeps_what_was_asked() {
        Element page = Pages.open(mvc, TABLES + "/expenditure?amounts=free&basis=approved&measure=YUAN&form=shijiazhuang-2023");

        assertThat(Pages.leads(page).stream().filter(lead -> lead.contains("/cells/"))).isNotEmpty()
                .allMatch(lead -> lead.contains("&basis=approved&form=shijiazhuang-2023&amounts=free&measure=YUAN"));
        assertThat(Pages.elements(page, "option").stream().filter(option -> option.hasAttribute("selected")).map(each -> each.getAttribute("value")))
                .containsExactly("approved", "free", "YUAN", "excluded");
        assertThat(Pages.elements(page, "input").stream().map(each -> each.getAttribute("name") + "=" + each.getAttribute("value")))
                .containsExactly("effectiveOn=2023-12-31", "position=42", "form=shijiazhuang-2023");
        List<String> downloads = Pages.leads(page).stream().filter(lead -> lead.contains("&format=")).toList();
        assertThat(downloads).hasSize(3).allSatisfy(lead -> assertThat(get(lead)).hasStatusOk());
    }

    @Test
    void what_a_page_downloads_is_in_the_measure_that_it_shows() {
        Element page = Pages.open(mvc, TABLES + "/expenditure?form=putuo-department-2025");

        assertThat(page.getTextContent()).contains("单位:元");
        assertThat(Pages.leads(page).stream().filter(lead -> lead.contains("&format=csv"))).hasSize(1)
                .allSatisfy(lead -> assertThat(body(get(lead))).isEqualTo(body(get(TABLES + "/expenditure?form=putuo-department-2025&format=csv"))));
    }

    @Test
    void the_page_of_a_budget_leads_to_all_of_its_tables() {
        Element page = Pages.open(mvc, TABLES + "?effectiveOn=2023-06-30");

        assertThat(Pages.leads(page).stream().filter(lead -> lead.startsWith(TABLES + "/"))).hasSize(9)
                .allSatisfy(lead -> assertThat(get(lead)).hasStatusOk())
                .allMatch(lead -> lead.contains("?effectiveOn=2023-06-30&recordedAsOf="));
        assertThat(Pages.rows(page)).startsWith(List.of("支出合计 Total", "8,916.82", "8,153.44", "+763.38", "+9.36"));
        assertThat(get(TABLES + "?format=html").getResponse().getHeader(HttpHeaders.CONTENT_TYPE)).isEqualTo("text/html;charset=UTF-8");
    }

    @Test
    void asked_for_as_a_workbook_it_has_the_cells_of_the_published_file_and_is_the_same_each_time() throws IOException {
        MvcTestResult byFormat = get(TABLES + "/three-public?format=xlsx&effectiveOn=2023-06-30&position=7&measure=元");
        MvcTestResult byAccept = mvc.get().uri(SampleHttp.address(TABLES + "/three-public?effectiveOn=2023-06-30&position=7&measure=YUAN"))
                .header("Accept", PageConverter.XLSX).exchange();

        assertThat(byFormat).hasStatusOk();
        assertThat(byFormat.getResponse().getHeader(HttpHeaders.CONTENT_TYPE)).isEqualTo(PageConverter.XLSX);
        assertThat(byFormat.getResponse().getHeader("Effective-On")).isEqualTo("2023-06-30");
        assertThat(byFormat.getResponse().getHeader(HttpHeaders.CONTENT_DISPOSITION))
                .isEqualTo("attachment; filename=\"301-2023-three-public.xlsx\"");
        assertThat(byAccept.getResponse().getContentAsByteArray()).isEqualTo(byFormat.getResponse().getContentAsByteArray());
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(byFormat.getResponse().getContentAsByteArray()))) {
            assertThat(book.getFirstSheet().read().getLast().getCellAsNumber(2)).contains(new BigDecimal("23000"));
            assertThat(book.getSheet(1).orElseThrow().read()).extracting(row -> row.getCellText(0) + " " + row.getCellText(1))
                    .contains("业务日期 2023-06-30", "账本日志位置 7", "金额 全部");
        }
    }

    @Test
    void all_tables_are_a_workbook() throws IOException {
        MvcTestResult all = get(TABLES + "?format=xlsx&effectiveOn=2023-06-30");

        assertThat(all.getResponse().getHeader(HttpHeaders.CONTENT_TYPE)).isEqualTo(PageConverter.XLSX);
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(all.getResponse().getContentAsByteArray()))) {
            assertThat(book.getSheets().map(Sheet::getName)).hasSize(10).startsWith("部门预算收支总表").endsWith("时点");
        }
        assertThat(get(TABLES).getResponse().getHeader(HttpHeaders.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(get(TABLES).getResponse().getHeader(HttpHeaders.VARY)).isEqualTo("Accept");
    }

    @Test
    void csv_says_in_headers_what_it_is_as_of_and_what_is_noted() {
        MockHttpServletResponse response = get(TABLES + "/government-fund?format=csv&effectiveOn=2023-06-30&position=7")
                .getResponse();

        assertThat(response.getHeader("Effective-On")).isEqualTo("2023-06-30");
        assertThat(response.getHeader("Recorded-As-Of")).isEqualTo("2023-02-01T01:02:03.123456Z");
        assertThat(response.getHeader("Ledger-Position")).isEqualTo("7");
        assertThat(response.getHeader("Table-Notes"))
                .startsWith("UTF-8''%E6%B3%A8%3A%E6%97%A0%E6%94%BF%E5%BA%9C%E5%9F%BA%E9%87%91")
                .matches("[\\x21-\\x7e]+");
        assertThat(get(TABLES + "/revenue?format=csv").getResponse().containsHeader("Table-Notes")).isFalse();
        assertThat(get("/v1/disclosures/301/2022/tables/state-capital?format=csv").getResponse().getHeader("Table-Notes"))
                .matches("UTF-8''[^, ]+, UTF-8''[^, ]+");
    }

    @ParameterizedTest
    @CsvSource({
        "*/*,                                      application/json",
        "application/json,                         application/json",
        "'text/html,application/xhtml+xml,*/*;q=0.8', text/html;charset=UTF-8",
        "'application/json;q=0.5,text/csv',        text/csv;charset=UTF-8",
        "'text/csv;q=0.5,application/json',        application/json",
    })
    void the_accept_header_decides_where_the_address_does_not(String accept, String contentType) {
        MvcTestResult result = mvc.get().uri(TABLES + "/revenue").header("Accept", accept).exchange();

        assertThat(result.getResponse().getHeader(HttpHeaders.CONTENT_TYPE)).isEqualTo(contentType);
        assertThat(result.getResponse().getHeader(HttpHeaders.VARY)).isEqualTo("Accept");
    }

    @Test
    void the_same_question_gives_the_same_bytes() {
        String address = TABLES + "/revenue-and-expenditure?position=7&recordedAsOf=2023-03-01T00:00:00Z";

        assertThat(body(get(address))).isEqualTo(body(get(address)));
    }

    @Test
    void every_parameter_reaches_the_question() {
        get(TABLES + "/revenue?effectiveOn=2023-06-30&recordedAsOf=2023-07-01T08:00:00.5%2B08:00&position=9"
                + "&atLeastPosition=8&basis=approved&unit=" + "%E5%85%83");

        assertThat(reader.questions).containsExactly(new AsOfQuestion(
                LocalDate.of(2023, 6, 30), Instant.parse("2023-07-01T00:00:00.500Z"), 9L, 8L));
        assertThat(reader.reads).extracting(FakeBudgetReader.Read::basis).containsExactly(Basis.APPROVED);
    }

    @Test
    void nothing_asked_means_everything_known_after_all_changes() {
        get(TABLES + "/revenue");

        assertThat(reader.questions).containsExactly(AsOfQuestion.NOW);
        assertThat(reader.reads).extracting(FakeBudgetReader.Read::basis).containsExactly(Basis.ADJUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"YUAN", "yuan", "%E5%85%83"})
    void the_unit_may_be_yuan(String unit) {
        assertThat(body(get(TABLES + "/revenue?unit=" + unit))).contains("\"unit\":\"元\"", "\"89168200.00\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAN_YUAN", "wan_yuan", "%E4%B8%87%E5%85%83"})
    void or_ten_thousand_yuan(String unit) {
        assertThat(body(get(TABLES + "/revenue?unit=" + unit))).contains("\"unit\":\"万元\"", "\"8916.82\"");
    }

    @Test
    void the_amounts_may_be_those_frozen_or_those_free_as_json_and_as_csv() {
        Line staff = new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.PERSONNEL, "30101", null);
        Line other = new Line(Fund.GOVERNMENT_FUND, Origin.CURRENT, "2120801", Kind.PROJECT, null, "P1");
        MockMvcTester held = SampleHttp.of(new DisclosureController(
                new FakeBudgetReader(SampleBudgets.budget(
                        2023,
                        false,
                        List.of(
                                new LineBalance(
                                        staff, Money.ofYuan("100"), Money.ofYuan("30"), Money.ofYuan("40"), Money.ofYuan("130")),
                                SampleBudgets.untouched(other, Money.ofYuan("7"))),
                        SampleBudgets.names())),
                SampleHttp.forms(), SampleHttp.METERS, SampleHttp.NOTHING, NoProposals.of(reader)));

        for (String[] expected : new String[][] {
            {"", "all", "107.00"}, {"&amounts=all", "all", "107.00"},
            {"&amounts=frozen", "frozen", "40.00"}, {"&amounts=FREE", "free", "67.00"},
        }) {
            String address = TABLES + "/expenditure?unit=YUAN&position=7" + expected[0];
            assertThat(body(held.get().uri(SampleHttp.address(address)).exchange()))
                    .contains("\"amounts\":\"" + expected[1] + "\"", "\"total\":\"" + expected[2] + "\"");
            assertThat(body(held.get().uri(SampleHttp.address(address + "&format=csv")).exchange()))
                    .contains("1,,合计," + expected[2]);
        }
        // Nothing of the government fund is frozen: no rows, but it is not true that there is no such budget.
        URI fund = SampleHttp.address(TABLES + "/government-fund?amounts=frozen");
        assertThat(body(held.get().uri(fund).exchange())).endsWith("\"rows\":[],\"notes\":[]}");
    }

    @Test
    void a_day_of_another_year_is_refused_but_of_the_year_before_money_may_be_given_out_already() {
        assertThat(get(TABLES + "/revenue?effectiveOn=2024-01-01")).hasStatus(400);
        assertThat(get(TABLES + "/revenue?effectiveOn=2021-12-31")).hasStatus(400);
        assertThat(get(TABLES + "/revenue?effectiveOn=2022-01-01")).hasStatusOk();
    }

    @Test
    void the_contents_list_the_nine_tables_in_their_order() {
        String body = body(get(TABLES));

        assertThat(body)
                .startsWith("{\"department\":{\"code\":\"301\",\"name\":\"石家庄市人民政府办公室\"},\"fiscalYear\":2023,"
                        + "\"asOf\":{\"effectiveOn\":\"2023-12-31\",\"recordedAsOf\":\"2023-02-01T01:02:03.123456Z\","
                        + "\"position\":42,\"checkpoint\":null},\"tables\":[{\"id\":\"revenue-and-expenditure\","
                        + "\"title\":\"部门预算收支总表\","
                        + "\"href\":\"/v1/disclosures/301/2023/tables/revenue-and-expenditure\"},{\"id\":\"revenue\",");
        assertThat(body.split("\"href\"", -1)).hasSize(10);
    }

    private static String row(int number, String item, String amount) {
        return ("{\"number\":%d,\"cells\":{\"item\":\"%s\",\"total\":\"%s\",\"generalPublic\":\"%s\","
                + "\"governmentFund\":\"\",\"stateCapital\":\"\"}}").formatted(number, item, amount, amount);
    }

    private MvcTestResult get(String address) {
        return mvc.get().uri(SampleHttp.address(address)).accept(MediaType.ALL).exchange();
    }

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
