package dev.budgetledger.projection.comparison.http;

import java.nio.charset.StandardCharsets;
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
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.audit.http.SampleCells;
import dev.budgetledger.projection.comparison.Changes;
import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.jdbc.JdbcEntryReader;
import dev.budgetledger.projection.entries.jdbc.JdbcStatementReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes over HTTP, out of a real database. */
class ChangesControllerTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final BudgetId BEFORE = new BudgetId("301", 2022);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final LocalDate DECEMBER = LocalDate.of(2023, 12, 31);
    private static final String CHANGES = "/v1/disclosures/301/2023/changes";
    private static final String TOTAL = "&table=expenditure&row=total&column=total";

    private final SampleLog log = new SampleLog();

    @Test
    void the_published_changes_from_2022_to_2023_come_out_with_the_postings_of_both_years() {
        log.open(BEFORE, true);
        SampleBudgets.of2022().lines().forEach(each ->
                log.allocate(BEFORE, LocalDate.of(2022, 2, 1), each.line(), each.balance().fen()));
        log.open(OFFICE);
        SampleBudgets.of2023().lines().forEach(each ->
                log.allocate(OFFICE, JANUARY, each.line(), each.balance().fen()));
        MockMvcTester mvc = mvc();

        JsonNode changes = json(mvc, CHANGES + "?fromYear=2022&table=expenditure");

        assertThat(changes.get("basis").stringValue()).isEqualTo("approved");
        assertThat(changes.at("/from/asOf/effectiveOn").stringValue()).isEqualTo("2022-12-31");
        assertThat(cells(changes).subList(0, 3)).containsExactly(
                "合计 total: 8153.44 -> 8916.82 = +763.38 (7633800.00) {\"ALLOCATION\":\"7633800.00\"}",
                "合计 basic: 4081.54 -> 4561.80 = +480.26 (4802600.00) {\"ALLOCATION\":\"4802600.00\"}",
                "合计 project: 4071.90 -> 4355.02 = +283.12 (2831200.00) {\"ALLOCATION\":\"2831200.00\"}");
        JsonNode project = json(mvc, CHANGES + "?fromYear=2022&table=expenditure&row=total&column=project");
        assertThat(contributions(project)).containsExactly(
                "301-2022-3 ALLOCATION -40719000.00", "301-2023-" + SampleBudgets.of2023().lines().size() + " ALLOCATION 43550200.00");
        assertThat(json(mvc, "/v1/disclosures/301/2022/changes?fromYear=2023&table=expenditure")
                        .at("/tables/0/cells/0/change/printed")
                        .stringValue())
                .isEqualTo("-763.38");
    }

    @Test
    void a_browser_is_shown_before_after_and_why() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_000_00);
        log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, 50_000_00);
        say("2023-07-01", "P1", "12");
        MockMvcTester mvc = mvc();

        Element page = Pages.open(mvc, CHANGES + "?fromPosition=2&table=expenditure");

        assertThat(Pages.rows(page)).contains(List.of("合计", "合计", "10.00", "15.00", "+5.00", "追加追减 50,000.00 Adjustment",
                "301-2023-2 冀财预〔2023〕1号 年初批复"));
        assertThat(Pages.elements(page, "text").stream().map(Element::getTextContent)).containsSequence(
                "变动前 Before", "100,000.00", "追加追减 Adjustment", "50,000.00", "变动后 After", "150,000.00");
        assertThat(Pages.elements(page, "input").stream().map(each -> each.getAttribute("name") + "=" + each.getAttribute("value")))
                .contains("fromPosition=2", "toEffectiveOn=2023-12-31", "table=expenditure");
        assertThat(Pages.open(mvc, CHANGES + "?fromPosition=2").getTextContent()).contains("绩效目标 P1 Performance targets");
        assertThat(Pages.open(mvc, CHANGES + "?fromPosition=4").getTextContent()).contains("没有变动");
    }

    @Test
    void what_was_not_published_of_the_year_before_is_no_difference() {
        log.open(BEFORE, true);
        log.allocate(BEFORE, LocalDate.of(2022, 2, 1), said("201"), 700);
        log.allocate(BEFORE, LocalDate.of(2022, 2, 1), said(null), 200);
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 1000);
        MockMvcTester mvc = mvc();

        JsonNode changes = json(mvc, CHANGES + "?fromYear=2022&measure=YUAN");

        assertThat(changes.get("tables").valueStream().flatMap(table -> table.get("cells").valueStream()
                        .map(cell -> table.get("id").asString() + " " + cell.get("row").asString() + " "
                                + cell.get("column").asString() + " " + cell.at("/change/printed").asString())))
                .contains("expenditure total total +1.00", "revenue-and-expenditure total incomeAmount +1.00")
                .noneMatch(cell -> cell.contains("basic") || cell.contains("2010301") || cell.contains(" 201 "));
        assertThat(changes.get("notes").valueStream().map(JsonNode::asString))
                .containsExactly("注:2022年部门预算仅公布合计,未公布的不作比较。");
        JsonNode one = json(mvc, CHANGES + "?fromYear=2022&table=expenditure&row=total&column=basic");
        assertThat(one.get("tables")).isEmpty();
        assertThat(one.get("notes")).hasSize(1);
    }

    private static Line said(@Nullable String function) {
        return new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, function, null, null, null);
    }

    @Test
    void what_is_said_otherwise_is_told_with_the_fact_that_says_it_as_of_both_dates() {
        // given a target that was changed on 1 July, told in the same breath as an equal one, and one that nobody changed
        log.open(OFFICE);
        say("2023-01-10", "P1", "10");
        say("2023-01-10", "P2", "5");
        log.tick();
        say("2023-07-01", "P1", "12");
        say("2023-07-01", "P2", "5");
        log.tick();
        MockMvcTester mvc = mvc();

        JsonNode changes = json(mvc, CHANGES + "?fromPosition=3");
        assertThat(changes.get("tables")).isEmpty();
        assertThat(changes.get("statements")).hasSize(1);
        JsonNode said = changes.at("/statements/0");
        assertThat(said.get("part").stringValue() + " " + said.get("key").stringValue()).isEqualTo("PERFORMANCE P1");
        assertThat(said.at("/before/position").longValue()).isEqualTo(2);
        assertThat(said.at("/after/position").longValue()).isEqualTo(4);
        assertThat(said.at("/after/effectiveOn").stringValue()).isEqualTo("2023-07-01");
        assertThat(said.at("/after/recordedAt").stringValue()).isEqualTo(log.facts().get(3).recordedAt().toString());
        assertThat(said.get("items").toString()).isEqualTo("""
                [{"field":"/indicators/0/value","row":"产出指标 / 数量指标 / 台数","before":"10","after":"12"}]""");
        assertThat(json(mvc, CHANGES + "?fromPosition=3&toEffectiveOn=2023-06-30").get("statements")).isEmpty();
        assertThat(json(mvc, CHANGES + "?fromEffectiveOn=2023-06-30").get("statements")).isEqualTo(changes.get("statements"));
        assertThat(json(mvc, CHANGES + "?fromPosition=5&toPosition=3").at("/statements/0/items/0/after").stringValue()).isEqualTo("10");
        assertThat(json(mvc, CHANGES + "?fromPosition=3&table=expenditure").has("statements")).isFalse();
    }

    @Test
    void a_long_statement_is_paged_and_its_pages_are_all_of_it() {
        log.open(OFFICE);
        log.tick();
        log.define(OFFICE, new Fact.StatementMade("说1号", JANUARY, "公开", "why", Statement.of(new Statement.Explanation(
                "nowhere-2023", IntStream.range(0, 9).mapToObj(Integer::toString).toList(), List.of()))));
        log.tick();
        MockMvcTester mvc = mvc();

        JsonNode all = json(mvc, CHANGES + "?fromPosition=1");
        assertThat(all.at("/statements/0/items")).hasSize(5);
        List<String> told = new ArrayList<>();
        String next = CHANGES + "?fromPosition=1&part=explanation&key=why&limit=4";
        while (next != null) {
            JsonNode page = json(mvc, next);
            assertThat(page.has("tables")).isFalse();
            page.at("/statements/0/items").forEach(item -> told.add(item.get("after").stringValue()));
            next = page.at("/statements/0/next").stringValue(null);
        }
        assertThat(told).containsExactly("nowhere-2023", "0", "1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(json(mvc, all.at("/statements/0/next").stringValue()).at("/statements/0/items")).hasSize(5);
        assertThat(json(mvc, CHANGES + "?fromPosition=1&part=explanation&key=why&afterItem=99").at("/statements/0/items")).isEmpty();
        assertThat(json(mvc, CHANGES + "?fromPosition=1&part=assets").get("statements")).isEmpty();
    }

    private void say(String on, String project, String value) {
        log.define(OFFICE, new Fact.StatementMade("绩效1号", LocalDate.parse(on), "绩效", project, Statement.of(
                new Statement.Performance(List.of(), List.of(), List.of(), List.of(
                        new Statement.Indicator("产出指标", "数量指标", "台数", null, null, value, "台", null))))));
    }

    @Test
    void what_changed_within_a_year_is_told_with_every_cause() {
        log.open(OFFICE);
        log.open(SampleLog.nextYear(OFFICE));
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 1_000_00);
        log.tick();
        log.allocate(OFFICE, JUNE, SampleLog.STAFF, 100);
        log.adjust(OFFICE, JUNE, SampleLog.STAFF, 20);
        log.transfer(OFFICE, JUNE, SampleLog.STAFF, SampleLog.MEETING, 3);
        log.carryForward(OFFICE, JUNE, SampleLog.STAFF, 4);
        log.reverse(log.adjust(OFFICE, JUNE, SampleLog.STAFF, 7), 0);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 500);
        log.freeze(OFFICE, JUNE, SampleLog.STAFF, 6);
        MockMvcTester mvc = mvc();

        assertThat(json(mvc, CHANGES + "?fromPosition=3&unit=yuan&table=expenditure&row=201&column=basic")
                        .at("/tables/0/cells/0")
                        .get("parts")
                        .toString())
                .isEqualTo("""
                        {"CORRECTION":"-0.07","LATE_POSTING":"5.00","ALLOCATION":"1.00","ADJUSTMENT":"0.27",\
                        "TRANSFER":"-0.03","CARRY_FORWARD":"-0.04"}""");
        assertThat(cells(json(mvc, CHANGES + "?fromPosition=3&unit=yuan&amounts=frozen&table=three-public"))).isEmpty();
        assertThat(cells(json(mvc, CHANGES + "?fromPosition=3&unit=yuan&amounts=frozen&table=general-public-budget")))
                .first()
                .isEqualTo("合计 total:  -> 0.06 = +0.06 (0.06) {\"FREEZING\":\"0.06\"}");
        assertThat(cells(json(mvc, CHANGES + "?fromPosition=3&unit=yuan&table=revenue-and-expenditure")))
                .last()
                .isEqualTo("支出总计 expenditureAmount: 1000.00 -> 1006.20 = +6.20 (6.20) "
                        + "{\"CORRECTION\":\"-0.07\",\"LATE_POSTING\":\"5.00\",\"ALLOCATION\":\"1.00\",\"ADJUSTMENT\":\"0.27\"}");
    }

    @Test
    void late_postings_are_told_by_operation_too_so_that_an_adjustment_is_distinguished_from_a_transfer() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 1_000_00);
        log.quiet(Duration.ofDays(400));
        log.adjust(OFFICE, JUNE, SampleLog.STAFF, 20);
        log.transfer(OFFICE, JUNE, SampleLog.STAFF, SampleLog.MEETING, 3);
        log.quiet(Duration.ofDays(1)).reverse(log.facts().get(2), 0);
        MockMvcTester mvc = mvc();
        String since = CHANGES + "?fromRecordedAsOf=2024-01-10T00:00:00Z&table=expenditure&row=total&column=";

        assertThat(json(mvc, since + "basic").at("/tables/0/cells/0/parts").toString()).isEqualTo("{\"CORRECTION\":\"-0.20\",\"LATE_POSTING\":\"0.17\"}");
        assertThat(json(mvc, since + "basic").at("/tables/0/cells/0/operations").toString()).isEqualTo("""
                {"CORRECTION":{"total":"-0.20","late":"-0.20"},"ADJUSTMENT":{"total":"0.20","late":"0.20"},"TRANSFER":{"total":"-0.03","late":"-0.03"}}""");
        assertThat(json(mvc, CHANGES + "?fromPosition=1" + TOTAL).at("/tables/0/cells/0/operations/ALLOCATION").toString())
                .isEqualTo("{\"total\":\"1000.00\",\"late\":\"1000.00\"}");
    }

    @Test
    void what_changed_is_told_by_project_and_by_class_and_adds_up_to_the_expenditure() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 1_000_00);
        log.tick().transfer(OFFICE, JUNE, SampleLog.STAFF, SampleLog.MEETING, 3_00);
        log.tick().allocate(OFFICE, JUNE, SampleLog.FUND, 7_00);
        MockMvcTester mvc = mvc();

        JsonNode byProject = json(mvc, CHANGES + "?fromPosition=2&groupBy=project&table=expenditure");

        assertThat(byProject.get("groups").toString()).isEqualTo("""
                [{"key":"","change":"-3.00","operations":{"TRANSFER":{"total":"-3.00","late":"0.00"}}},\
                {"key":"会议","change":"3.00","operations":{"TRANSFER":{"total":"3.00","late":"0.00"}}},\
                {"key":"征地","change":"7.00","operations":{"ALLOCATION":{"total":"7.00","late":"0.00"}}}]""");
        assertThat(json(mvc, CHANGES + "?fromPosition=2&groupBy=class").get("groups").valueStream()
                        .map(each -> each.get("key").stringValue() + " " + each.get("change").stringValue()))
                .containsExactly("212 7.00");
        assertThat(byProject.at("/tables/0/cells/0/change/exact").stringValue()).isEqualTo("7.00");
        assertThat(json(mvc, CHANGES + "?fromPosition=2").has("groups")).isFalse();
    }

    @Test
    void a_browser_chooses_how_the_expenditure_is_grouped() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 1_000_00);
        log.tick().transfer(OFFICE, JUNE, SampleLog.STAFF, SampleLog.MEETING, 3_000_00);
        log.tick().allocate(OFFICE, JUNE, SampleLog.FUND, 7_00);
        MockMvcTester mvc = mvc();

        Element byProject = Pages.open(mvc, CHANGES + "?fromPosition=2&groupBy=project&table=expenditure");

        assertThat(Pages.rows(byProject)).startsWith(
                List.of("未填 not said", "-3,000.00", "调剂 -3,000.00 Transfer"), List.of("会议", "3,000.00", "调剂 3,000.00 Transfer"),
                List.of("征地", "7.00", "下达 7.00 Allocation"));
        assertThat(Pages.elements(byProject, "option").stream().filter(each -> each.hasAttribute("selected")).map(Element::getTextContent))
                .containsExactly("按项目 By project");
        Element byClass = Pages.open(mvc, CHANGES + "?fromPosition=2&groupBy=class&table=expenditure");
        assertThat(Pages.rows(byClass).getFirst().getFirst()).startsWith("212");
        Element notGrouped = Pages.open(mvc, CHANGES + "?fromPosition=2&groupBy=&table=expenditure");
        assertThat(Pages.words(notGrouped)).doesNotContain("支出变动，");
    }

    @Test
    void a_changed_cell_leads_to_where_it_is_at_the_end() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 1_00);
        MockMvcTester mvc = mvc();
        StoredLog stored = new StoredLog(1).facts(log.facts()).watermark(new Watermark(log.lastPosition(), log.now()));
        MockMvcTester cells = SampleCells.of(stored, log.now());

        JsonNode changes = json(mvc, CHANGES + "?fromPosition=1&measure=YUAN");

        int led = 0;
        for (JsonNode table : changes.get("tables")) {
            for (JsonNode cell : table.get("cells")) {
                JsonNode there = json(cells, cell.get("href").stringValue());
                assertThat(there.get("printed").stringValue()).isEqualTo(cell.at("/after/printed").stringValue());
                led++;
            }
        }
        assertThat(led).isGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({"?fromEffectiveOn=2021-12-31, fromEffectiveOn", "?fromEffectiveOn=2024-01-01, fromEffectiveOn", "?fromPosition=1&toEffectiveOn=2024-01-01, toEffectiveOn",
        "?fromYear=2022&fromEffectiveOn=2023-01-01, fromEffectiveOn"})
    void a_day_of_another_year_is_refused_not_answered_with_nothing(String query, String field) {
        log.open(OFFICE);

        MvcTestResult result = get(mvc(), CHANGES + query);

        assertThat(result).hasStatus(400);
        assertThat(body(result)).contains("\"field\":\"" + field + "\"");
    }

    @Test
    void rows_that_came_and_rows_that_went_are_changes_too_whatever_their_number() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.tick().transfer(OFFICE, JUNE, SampleLog.STAFF, SampleLog.MEETING, 100);

        JsonNode onward = json(mvc(), CHANGES + "?fromPosition=2&unit=yuan&table=general-public-budget");
        JsonNode back = json(mvc(), CHANGES + "?fromPosition=3&toPosition=2&unit=yuan&table=general-public-budget");

        assertThat(onward.at("/tables/0/cells").valueStream().map(each -> each.get("row").stringValue() + " "
                        + each.get("column").stringValue() + " " + each.at("/change/printed").stringValue()))
                .containsExactly(
                        "total basic -1.00", "total project +1.00", "201 basic -1.00", "201 project +1.00",
                        "20103 basic -1.00", "20103 project +1.00", "2010302 total +1.00", "2010302 project +1.00",
                        "2010301 total -1.00", "2010301 basic -1.00");
        assertThat(back.at("/tables/0/cells/0/parts").toString()).isEqualTo("{\"TRANSFER\":\"1.00\"}");
        assertThat(contributions(back)).first().isEqualTo("301-2023-2 TRANSFER 1.00");
    }

    @Test
    void nothing_is_late_that_was_not_due_yet_and_a_later_date_takes_in_what_was_known() {
        log.open(OFFICE);
        log.allocate(OFFICE, JUNE, SampleLog.STAFF, 100);
        log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, 10);

        // The first point was known in January, so a posting of June recorded afterwards is no late one.
        assertThat(cells(json(mvc(), CHANGES + "?fromPosition=2&unit=yuan" + TOTAL)))
                .containsExactly("合计 total: 1.00 -> 1.10 = +0.10 (0.10) {\"ADJUSTMENT\":\"0.10\"}");
        assertThat(cells(json(mvc(), CHANGES + "?fromEffectiveOn=2023-05-31&unit=yuan" + TOTAL)))
                .containsExactly(
                        "合计 total:  -> 1.10 = +1.10 (1.10) {\"ALLOCATION\":\"1.00\",\"ADJUSTMENT\":\"0.10\"}");
    }

    @Test
    void next_leads_through_the_postings_of_a_cell_from_the_first_ones_shown() {
        log.open(OFFICE);
        log.tick();
        for (int fen = 1; fen <= 8; fen++) {
            log.allocate(OFFICE, JUNE, SampleLog.STAFF, fen);
        }
        MockMvcTester mvc = mvc();
        JsonNode cell = json(mvc, CHANGES + "?fromPosition=1&limit=3").at("/tables/0/cells/0");
        List<String> sums = new ArrayList<>();
        while (true) {
            assertThat(cell.at("/change/exact").stringValue()).isEqualTo("0.36");
            sums.add(cell.get("pageSum").stringValue());
            assertThat(sums).hasSizeLessThan(9);
            if (cell.get("next").isNull()) {
                break;
            }
            cell = json(mvc, cell.get("next").stringValue()).at("/tables/0/cells/0");
        }

        assertThat(sums).containsExactly("0.06", "0.15", "0.15");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&limit=1", "&limit=2", "&limit=50"})
    void what_a_long_year_and_a_short_one_carried_out_is_all_found_by_following_next(String limit) {
        log.open(OFFICE);
        log.open(SampleLog.nextYear(OFFICE));
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        log.allocate(OFFICE, JANUARY, SampleLog.MEETING, 100_00);
        for (int i = 0; i < 7; i++) {
            log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, 1_00);
        }
        log.tick().carryForward(OFFICE, DECEMBER, SampleLog.STAFF, 30_00);
        log.tick().carryForward(OFFICE, DECEMBER, SampleLog.MEETING, 20_00);
        MockMvcTester mvc = mvc();

        JsonNode changes = json(mvc, CHANGES + "?fromPosition=4&table=revenue-and-expenditure" + limit);

        JsonNode carriedOut = changes.at("/tables/0/cells").valueStream()
                .filter(cell -> cell.get("row").stringValue().equals("carriedOut"))
                .findFirst()
                .orElseThrow();
        List<String> amounts = new ArrayList<>();
        for (JsonNode cell = carriedOut; ; cell = json(mvc, cell.get("next").stringValue()).at("/tables/0/cells/0")) {
            cell.get("contributions").forEach(each -> amounts.add(each.get("amount").stringValue()));
            if (cell.get("next").isNull()) {
                break;
            }
        }
        assertThat(carriedOut.at("/change/exact").stringValue()).isEqualTo("50.00");
        assertThat(amounts).containsExactly("30.00", "20.00");
    }

    @Test
    void two_points_that_say_the_same_have_no_changes() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.reverse(log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 50), 0);

        assertThat(json(mvc(), CHANGES + "?fromPosition=2").get("tables")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "?toPosition=2,                                   400, FIELD_MISSING, fromPosition",
        "?fromPosition=x,                                 400, FIELD_INVALID, fromPosition",
        "?fromYear=1890,                                  400, FIELD_INVALID, fromYear",
        "?fromYear=2021,                                  404, BUDGET_NOT_OPEN,    ",
        "?fromPosition=0,                                 404, BUDGET_NOT_OPEN,    ",
        "?position=1,                                     400, UNKNOWN_PARAMETER, position",
        "?fromPosition=1&table=spending,                  404, TABLE_UNKNOWN,     table",
        "?fromPosition=1&row=total,                       400, FIELD_INVALID, row",
        "?fromPosition=1&table=revenue&column=total,      400, FIELD_INVALID, column",
        "?fromPosition=1&after=1-0,                       400, FIELD_INVALID, after",
        "?fromPosition=1&key=P1,                          400, FIELD_INVALID, key",
        "?fromPosition=1&afterItem=1,                     400, FIELD_INVALID, afterItem",
        "?fromPosition=1&part=assets&afterItem=-1,        400, FIELD_INVALID, afterItem",
        "?fromPosition=1&part=assets&table=revenue,       400, FIELD_INVALID, part",
        "?fromPosition=1&part=nothing,                    400, FIELD_INVALID, part",
        "?fromPosition=1&limit=1001,                      400, FIELD_INVALID, limit",
        "?fromPosition=1&table=expenditure&row=999&column=total,  404, CELL_UNKNOWN, row",
        "?fromPosition=1&table=expenditure&row=total&column=code, 404, CELL_UNKNOWN, column",
        "?fromPosition=1&table=expenditure&row=total&column=total&after=x, 400, FIELD_INVALID, after",
    })
    void what_cannot_be_compared_is_told_why(String query, int status, String code, @Nullable String field) {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);

        MvcTestResult result = get(mvc(), CHANGES + query);

        assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(body(result)).contains("\"code\":\"" + code + "\"");
        assertThat(body(result)).contains(field == null ? "" : "\"field\":\"" + field + "\"");
    }

    private static List<String> cells(JsonNode changes) {
        return changes.get("tables").valueStream()
                .flatMap(table -> table.get("cells").valueStream())
                .map(cell -> cell.get("label").stringValue() + " " + cell.get("column").stringValue() + ": "
                        + cell.at("/before/printed").stringValue() + " -> " + cell.at("/after/printed").stringValue()
                        + " = " + cell.at("/change/printed").stringValue()
                        + " (" + cell.at("/change/exact").stringValue() + ") " + cell.get("parts"))
                .toList();
    }

    /** Those of the first cell. */
    private static List<String> contributions(JsonNode changes) {
        return changes.at("/tables/0/cells/0/contributions").valueStream()
                .map(each -> each.get("postingId").stringValue() + " " + each.get("cause").stringValue() + " "
                        + each.get("amount").stringValue())
                .toList();
    }

    private MockMvcTester mvc() {
        StoredLog stored = new StoredLog(1)
                .facts(log.facts())
                .watermark(new Watermark(log.lastPosition(), log.now()));
        return SampleHttp.of(new ChangesController(
                stored.reader(log.now().plusSeconds(9), Duration.ZERO),
                new JdbcEntryReader(stored.jdbc()),
                SampleHttp.forms(),
                new JdbcStatementReader(stored.jdbc())));
    }

    private static JsonNode json(MockMvcTester mvc, String address) {
        MvcTestResult result = get(mvc, address);
        assertThat(result).hasStatusOk();
        return new JsonMapper().readTree(body(result));
    }

    private static MvcTestResult get(MockMvcTester mvc, String address) {
        return mvc.get().uri(SampleHttp.address(address)).exchange();
    }

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
