package dev.budgetledger.projection.directory;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.jdbc.JdbcBudgetDirectory;
import dev.budgetledger.projection.entries.jdbc.JdbcChartReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.shards.Shard;

import static org.assertj.core.api.Assertions.assertThat;

/** Departments, years and the log over HTTP, out of a real database; and the page that a reader opens first. */
class DirectoryControllerTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);

    private final SampleLog log = new SampleLog();
    private @Nullable StoredLog kept;
    private long keptThrough;

    @Test
    void departments_come_by_code_with_their_years_and_what_happened_to_them_last() {
        log.open(new BudgetId("302", 2023));
        log.open(new BudgetId("301", 2022));
        log.open(OFFICE);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 1);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 2);

        JsonNode list = json("/v1/departments");

        assertThat(list.get("departments").toString()).isEqualTo("""
                [{"code":"301","name":"部门 301","budgets":[{"fiscalYear":2022,"name":"部门 301","comparative":false,\
                "href":"/v1/disclosures/301/2022/tables?position=5"},{"fiscalYear":2023,"name":"部门 301","comparative":false,\
                "lastPosting":{"position":5,"recordedAt":"2023-01-05T01:00:02Z"},"href":"/v1/disclosures/301/2023/tables?position=5"}]},\
                {"code":"302","name":"部门 302","budgets":[{"fiscalYear":2023,"name":"部门 302","comparative":false,\
                "href":"/v1/disclosures/302/2023/tables?position=5"}]}]""");
        assertThat(json("/v1/departments?position=4").at("/departments/0/budgets/1/lastPosting/position").longValue()).isEqualTo(4);
        assertThat(json("/v1/departments?position=1").get("departments")).hasSize(1);
        assertThat(json("/v1/departments/301")).isEqualTo(list.get("departments").get(0));
    }

    @Test
    void of_many_departments_each_is_on_one_page() {
        IntStream.range(100, 120).forEach(code -> log.open(new BudgetId(String.valueOf(code), 2023)));
        MockMvcTester mvc = mvc();
        List<String> all = new ArrayList<>();
        for (String next = "/v1/departments?limit=7&q=1"; next != null; ) {
            MvcTestResult answer = mvc.get().uri(next).exchange();
            JsonNode page = body(answer);
            page.get("departments").forEach(each -> all.add(each.get("code").stringValue()));
            next = page.get("next").isNull() ? null : page.get("next").stringValue();
            assertThat(answer.getResponse().getHeader(HttpHeaders.LINK)).isEqualTo(next == null ? null : "<" + next + ">; rel=\"next\"");
        }
        assertThat(all).containsExactlyElementsOf(IntStream.range(100, 120).mapToObj(String::valueOf).toList());
    }

    @ParameterizedTest
    @CsvSource({"30, 301 302 30A", "302, 302", "办公, 301", "办, 301 9", "厅, ''", "部门 3, 302 30A", "'', 301 302 30A 9", "30a, ''"})
    void they_are_looked_for_by_what_code_or_name_begins_with(String begins, String codes) {
        named("301", "办公室");
        log.open(new BudgetId("302", 2023));
        log.open(new BudgetId("30A", 2023));
        named("9", "办事处");

        assertThat(json("/v1/departments?q=" + begins.replace(" ", "%20")).get("departments").valueStream().map(each -> each.get("code").stringValue()))
                .containsExactlyElementsOf(codes.isEmpty() ? List.of() : List.of(codes.split(" ")));
    }

    @Test
    void the_front_page_leads_to_each_budget_its_postings_and_publications() {
        named("301", "<script>alert('局')</script>");
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 1);
        log.open(new BudgetId("302", 2023));

        Element page = Pages.open(mvc(), "/?limit=1");
        Element second = Pages.open(mvc(), Pages.leads(page).stream().filter(each -> each.contains("after=301")).findFirst().orElseThrow());

        assertThat(Pages.rows(page)).containsExactly(List.of("301", "<script>alert('局')</script>", "2023", "2023-01-05", "", "全文"));
        assertThat(Pages.leads(page)).contains("/v1/disclosures/301/2023/tables", "/v1/disclosures/301/2023/postings",
                "/v1/disclosures/301/2023/document", "/v3/api-docs");
        assertThat(Pages.elements(page, "footer").getFirst().getTextContent()).contains("账本日志位置 Position 3");
        assertThat(Pages.rows(second).getFirst()).startsWith("302");
        assertThat(Pages.open(mvc(), "/?q=").getTextContent()).contains("301", "302");
        assertThat(Pages.open(mvc(), "/?q=9").getTextContent()).contains("There is no such department.");
    }

    @Test
    void where_there_is_none_it_says_so() {
        assertThat(Pages.open(mvc(), "/").getTextContent()).contains("There is no budget yet.");
        assertThat(mvc().get().uri("/v1/departments/301").exchange()).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?from=301", "/?after=a%22b", "/?limit=0", "/v1/departments?after=301-2023", "/v1/departments?limit=1001",
        "/v1/departments?q=1&q=2", "/v1/departments/3-1", "/v1/log?limit=0", "/v1/log?after=x", "/v1/classifications/23", "/v1/classifications/2023?after=FUNCTION-1",
        "/v1/classifications/2023?prefix=x", "/v1/years/2023/totals?limit=101", "/v1/years/2023/totals?after=%2D", "/v1/years/x/totals"})
    void what_it_does_not_understand_it_refuses(String address) {
        assertThat(mvc(address).get().uri(SampleHttp.address(address)).exchange()).hasStatus(400);
    }

    @Test
    void the_log_is_browsed_by_stream_and_type() {
        log.open(OFFICE);
        log.open(new BudgetId("302", 2023));
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 1);
        log.tick().adjust(OFFICE, JANUARY, SampleLog.STAFF, 1);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 1);

        JsonNode first = json("/v1/log?stream=301-2023&limit=2");

        assertThat(first.get("facts").get(1).toString()).isEqualTo("""
                {"position":3,"recordedAt":"2023-01-05T01:00:01Z","stream":"301-2023","sequence":1,"type":"FundsAllocated","postedBy":"treasury",\
                "envelope":"/v1/facts?after=2&limit=1"}""");
        assertThat(first.get("next").stringValue()).isEqualTo("/v1/log?position=5&stream=301-2023&limit=2&after=3");
        assertThat(positions(json(first.get("next").stringValue()))).containsExactly(4L, 5L);
        assertThat(positions(json("/v1/log?type=FundsAllocated"))).containsExactly(3L, 5L);
        assertThat(positions(json("/v1/log?type=BudgetOpened&limit=1"))).containsExactly(1L);
        assertThat(positions(json("/v1/log?after=1&position=4"))).containsExactly(2L, 3L, 4L);
        assertThat(positions(json("/v1/log?stream=301-2023&after=2"))).containsExactly(3L, 4L, 5L);
        assertThat(json("/v1/log?type=YearClosed").get("facts")).isEmpty();
    }

    @Test
    void the_log_as_a_page_leads_to_postings_to_streams_and_to_proofs() {
        log.open(OFFICE);
        log.define(2023, "2010301", "行政运行");
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 1);

        Element page = Pages.open(mvc("/v1/log"), "/v1/log");
        Element second = Pages.open(mvc("/v1/log"), Pages.leads(Pages.open(mvc("/v1/log"), "/v1/log?stream=301-2023&limit=1&type="))
                .stream().filter(each -> each.contains("after=1")).findFirst().orElseThrow());

        assertThat(Pages.rows(page)).containsExactly(
                List.of("1", "2023-01-05 01:00:00", "301-2023", "0", "建立预算 Budget opened", "treasury", "证明 proof"),
                List.of("2", "2023-01-05 01:00:00", "classification-2023", "0", "公布科目 Codes defined", "treasury", ""),
                List.of("3", "2023-01-05 01:00:01", "301-2023", "1", "下达 Allocation", "treasury", "证明 proof"));
        assertThat(Pages.leads(page)).contains("/v1/log?stream=classification-2023", "/v1/disclosures/301/2023/postings/1",
                "/v1/disclosures/301/2023/evidence/3").doesNotContain("/v1/disclosures/301/2023/postings/0");
        assertThat(Pages.rows(second).stream().map(List::getFirst)).containsExactly("3");
        assertThat(Pages.open(mvc("/v1/log"), "/v1/log?type=YearClosed").getTextContent()).contains("There is no such fact.");
    }

    /** 越权: what an auditor asks for. */
    @Test
    void who_was_refused_is_found_by_stream_and_by_type() {
        log.open(OFFICE);
        log.refuse(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 1);
        log.refuse(OFFICE);

        JsonNode refused = json("/v1/log?stream=refusals");

        assertThat(positions(refused)).containsExactly(2L, 4L);
        assertThat(refused.get("facts").get(1).toString()).isEqualTo("""
                {"position":4,"recordedAt":"2023-01-05T01:00:00Z","stream":"refusals","sequence":1,"type":"AuthorityRefused","postedBy":"treasury",\
                "envelope":"/v1/facts?after=3&limit=1"}""");
        assertThat(positions(json("/v1/log?type=AuthorityRefused"))).containsExactly(2L, 4L);
        assertThat(positions(json("/v1/log?stream=301-2023"))).containsExactly(1L, 3L);
    }

    /** What a budget may turn over is 4·10^18 fen, and an amount is less than 2^63. */
    @Test
    void a_page_of_totals_ends_where_its_sum_would_be_more_than_an_amount_can_be() {
        for (String department : List.of("301", "302", "303", "304", "305")) {
            log.open(new BudgetId(department, 2023));
            log.tick().allocate(new BudgetId(department, 2023), JANUARY, SampleLog.STAFF, 4_000_000_000_000_000_000L);
        }

        JsonNode first = json("/v1/years/2023/totals");
        JsonNode second = json(first.get("next").stringValue());
        JsonNode third = json(second.get("next").stringValue());

        assertThat(List.of(first, second, third)).extracting(page -> page.get("departments").size()).containsExactly(2, 2, 1);
        assertThat(first.at("/pageSum/adjusted").stringValue()).isEqualTo("80000000000000000.00");
        assertThat(second.at("/departments/0/department/code").stringValue()).isEqualTo("303");
        assertThat(third.at("/departments/0/department/code").stringValue()).isEqualTo("305");
        assertThat(third.get("next").isNull()).isTrue();
    }

    @Test
    void totals_of_a_year_are_what_each_department_has_at_the_point() {
        log.open(OFFICE);
        log.open(new BudgetId("302", 2023));
        log.open(new BudgetId("302", 2024));
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        log.tick().adjust(OFFICE, LocalDate.of(2023, 6, 1), SampleLog.STAFF, 5_00);
        log.tick().freeze(OFFICE, LocalDate.of(2023, 6, 1), SampleLog.STAFF, 2_00);
        log.tick().allocate(new BudgetId("302", 2023), JANUARY, SampleLog.STAFF, 7_00);

        JsonNode totals = json("/v1/years/2023/totals");

        assertThat(totals.get("pageSum").toString()).isEqualTo("""
                {"approved":"107.00","adjusted":"112.00","carriedOut":"0.00","frozen":"2.00"}""");
        assertThat(totals.at("/departments/0/total").toString()).isEqualTo("""
                {"approved":"100.00","adjusted":"105.00","carriedOut":"0.00","frozen":"2.00"}""");
        assertThat(json("/v1/years/2023/totals?effectiveOn=2023-05-31").at("/pageSum/adjusted").stringValue()).isEqualTo("107.00");
        JsonNode first = json("/v1/years/2023/totals?limit=1");
        assertThat(json(first.get("next").stringValue()).at("/departments/0/department/code").stringValue()).isEqualTo("302");
        assertThat(json(first.get("next").stringValue()).get("next").isNull()).isTrue();
    }

    @Test
    void the_classification_of_a_year_is_told_as_it_was_known() {
        log.define(2023, "2010301", "行政运行");
        log.define(2023, "2010302", "一般行政管理事务");
        log.define(2023, "2010301", "行政运行(改)");

        assertThat(json("/v1/classifications/2023").get("classifications").toString()).isEqualTo("""
                [{"type":"FUNCTION","code":"2010301","name":"行政运行(改)"},{"type":"FUNCTION","code":"2010302","name":"一般行政管理事务"}]""");
        assertThat(json("/v1/classifications/2023?position=1").get("classifications")).hasSize(1);
        JsonNode first = json("/v1/classifications/2023?limit=1&prefix=20&type=FUNCTION");
        assertThat(json(first.get("next").stringValue()).at("/classifications/0/code").stringValue()).isEqualTo("2010302");
        assertThat(json("/v1/classifications/2023?prefix=3").get("classifications")).isEmpty();
        assertThat(json("/v1/classifications/2022").get("classifications")).isEmpty();
    }

    @Test
    void units_and_projects_are_read_page_by_page_too() {
        log.open(OFFICE);
        log.define(OFFICE, new Fact.ProjectsDefined(List.of(new Project("P1", "一", null, null), new Project("P2", "二", null, null))));
        log.define(OFFICE, new Fact.NamesDefined(List.of(new Classification(Classification.Type.ECONOMIC, "30202", "印刷费"))));

        JsonNode first = json("/v1/disclosures/301/2023/projects?limit=1");

        assertThat(first.at("/projects/0/code").stringValue()).isEqualTo("P1");
        assertThat(first.get("next").stringValue()).endsWith("position=3&limit=1&after=P1");
        assertThat(json(first.get("next").stringValue()).at("/projects/0/code").stringValue()).isEqualTo("P2");
        assertThat(json("/v1/disclosures/301/2023/projects").get("next").isNull()).isTrue();
        assertThat(json("/v1/disclosures/301/2023/names?after=ECONOMIC-30202").get("names")).isEmpty();
        assertThat(mvc("/v1/disclosures").get().uri("/v1/disclosures/301/2023/projects?after=P3").exchange()).hasStatus(400);
    }

    @Test
    void units_projects_and_names_are_pages_too() {
        log.open(OFFICE);
        log.define(OFFICE, new Fact.UnitsDefined(List.of(new BudgetUnit("301001", "<本级>", BudgetUnit.Nature.ADMINISTRATIVE, null))));
        log.define(OFFICE, new Fact.ProjectsDefined(List.of(new Project("P1", "一", "部门预算项目", "301001"), new Project("P2", "二", null, null))));
        log.define(OFFICE, new Fact.NamesDefined(List.of(new Classification(Classification.Type.ECONOMIC, "30202", "印刷费"))));
        MockMvcTester mvc = mvc("/v1/disclosures");
        String budget = "/v1/disclosures/301/2023";

        assertThat(Pages.rows(Pages.open(mvc, budget + "/units"))).containsExactly(List.of("301001", "<本级>", "行政单位 Administrative", ""));
        assertThat(Pages.rows(Pages.open(mvc, budget + "/names")))
                .containsExactly(List.of("部门预算支出经济分类 Economic class of the department", "30202", "印刷费"));
        Element first = Pages.open(mvc, budget + "/projects?limit=1");
        assertThat(Pages.rows(first)).containsExactly(List.of("P1", "一", "部门预算项目", "301001"));
        assertThat(Pages.rows(Pages.open(mvc, Pages.leads(first).stream().filter(each -> each.contains("after=P1")).findFirst().orElseThrow())))
                .containsExactly(List.of("P2", "二", "", ""));
        assertThat(Pages.open(mvc, budget + "/units?effectiveOn=2023-01-31&position=1").getTextContent()).contains("There is none.");
    }

    private void named(String code, String name) {
        BudgetId id = new BudgetId(code, 2023);
        log.define(id, new Fact.BudgetOpened(new Department(code, name), 2023, false));
    }

    private static List<Long> positions(JsonNode list) {
        return list.get("facts").valueStream().map(each -> each.get("position").longValue()).toList();
    }

    private MockMvcTester mvc() {
        return mvc("/");
    }

    /** The service that answers at an address. */
    private MockMvcTester mvc(String address) {
        StoredLog stored = kept;
        if (stored == null || keptThrough != log.lastPosition()) {
            stored = new StoredLog(1).facts(log.facts()).watermark(new Watermark(log.lastPosition(), log.now()));
            kept = stored;
            keptThrough = log.lastPosition();
        }
        var reader = stored.reader(log.now(), Duration.ZERO);
        var directory = new JdbcBudgetDirectory(stored.jdbc());
        var chart = new JdbcChartReader(stored.jdbc());
        if (address.startsWith("/v1/log")) {
            return SampleHttp.of(new LogBrowserController(reader, directory));
        }
        if (address.startsWith("/v1/disclosures")) {
            return SampleHttp.of(new ChartController(reader, chart));
        }
        return address.startsWith("/v1/years") || address.startsWith("/v1/classifications")
                ? SampleHttp.of(new YearController(reader, directory, chart, Shard.WHOLE))
                : SampleHttp.of(new DirectoryController(reader, directory, Shard.WHOLE));
    }

    private JsonNode json(String address) {
        MvcTestResult answer = mvc(address).get().uri(SampleHttp.address(address)).exchange();
        assertThat(answer).as(address).hasStatusOk();
        return body(answer);
    }

    private static JsonNode body(MvcTestResult answer) {
        return JsonMapper.shared().readTree(answer.getResponse().getContentAsByteArray());
    }
}
