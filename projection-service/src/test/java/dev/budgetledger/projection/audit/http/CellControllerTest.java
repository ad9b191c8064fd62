package dev.budgetledger.projection.audit.http;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** The postings behind a cell over HTTP, out of a real database. */
class CellControllerTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final String TABLES = "/v1/disclosures/301/2023/tables/";
    private static final String TOTAL = TABLES + "expenditure/cells/1/total";

    private final SampleLog log = new SampleLog();

    @Test
    void a_cell_opens_into_the_postings_behind_it_each_with_its_paper() {
        log.open(OFFICE);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        Envelope adjusted = log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, -10_05);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.MEETING, 7_00);

        JsonNode cell = json(mvc(), TABLES + "expenditure/cells/4/basic");

        assertThat(cell.get("label").stringValue()).isEqualTo("");
        assertThat(cell.get("printed").stringValue()).isEqualTo("0.01");
        assertThat(cell.get("sum").stringValue()).isEqualTo("89.95");
        assertThat(cell.get("pageSum").stringValue()).isEqualTo("89.95");
        assertThat(cell.get("next").isNull()).isTrue();
        assertThat(cell.get("contributions")).hasSize(2);
        assertThat(cell.get("contributions").get(1).toString()).isEqualTo("""
                {"postingId":"301-2023-2","position":3,"streamSequence":2,"type":"BudgetAdjusted",\
                "documentNo":"冀财预〔2023〕1号","reason":"年初批复","effectiveOn":"2023-06-01",\
                "recordedAt":"2023-01-05T01:00:02.000000Z","postedBy":"treasury","leafHash":"%s",\
                "envelope":"/v1/facts?after=2&limit=1","ordinal":0,"operation":"ADJUSTMENT","frozen":false,\
                "line":{"fund":"GENERAL_PUBLIC","origin":"CURRENT","function":"2010301","kind":"PERSONNEL",\
                "economic":"30101"},"amount":"-10.05"}""".formatted(
                        Hash.ofLeaf(adjusted.bytes()).base64()));
    }

    @Test
    void a_row_is_asked_for_by_what_it_is_too() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);

        assertThat(json(mvc(), TABLES + "expenditure/cells/key=total/total")).isEqualTo(json(mvc(), TOTAL));
        assertThat(json(mvc(), TABLES + "expenditure/cells/key=2010301/basic").get("sum").stringValue()).isEqualTo("100.00");
        assertThat(mvc().get().uri(TABLES + "expenditure/cells/key=9/basic").exchange()).hasStatus(404);
    }

    @Test
    void what_is_not_known_of_a_year_published_in_part_has_no_sum() {
        log.open(OFFICE, true);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.allocate(OFFICE, JANUARY, new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, null, null, null, null), 900);

        JsonNode basic = json(mvc(), TABLES + "expenditure/cells/1/basic");

        assertThat(basic.get("printed").stringValue()).isEmpty();
        assertThat(basic.get("sum").isNull()).isTrue();
        assertThat(basic.get("contributions")).isEmpty();
        assertThat(json(mvc(), TOTAL).get("sum").stringValue()).isEqualTo("10.00");
    }

    @Test
    void postings_that_cancel_are_there_though_their_line_has_come_to_nothing() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.transfer(OFFICE, JUNE, SampleLog.STAFF, SampleLog.MEETING, 100);

        JsonNode cell = json(mvc(), TOTAL);

        assertThat(cell.get("sum").stringValue()).isEqualTo("1.00");
        assertThat(cell.get("contributions").valueStream().map(each -> each.get("amount").stringValue()))
                .containsExactly("1.00", "1.00", "-1.00");
        JsonNode basic = json(mvc(), TABLES + "expenditure/cells/1/basic");
        assertThat(basic.get("printed").stringValue()).isEmpty();
        assertThat(basic.get("contributions")).hasSize(2);
    }

    @Test
    void what_was_carried_out_is_turned_round_in_its_own_row_and_left_out_of_the_total_of_both() {
        log.open(OFFICE);
        log.open(SampleLog.nextYear(OFFICE));
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.carryForward(OFFICE, JUNE, SampleLog.STAFF, 30);
        String balance = TABLES + "revenue-and-expenditure/cells/";

        assertThat(amounts(balance + "31/expenditureAmount")).isEqualTo("1.00 -0.30 = 0.70");
        assertThat(amounts(balance + "32/expenditureAmount")).isEqualTo("0.30 = 0.30");
        assertThat(amounts(balance + "33/expenditureAmount")).isEqualTo("1.00 = 1.00");
        assertThat(amounts(balance + "33/incomeAmount")).isEqualTo("1.00 = 1.00");
        assertThat(amounts(balance + "5/incomeAmount")).isEqualTo(" = 0.00");
    }

    @Test
    void the_point_the_basis_and_the_amounts_are_those_of_the_table() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.adjust(OFFICE, JUNE, SampleLog.STAFF, 50);
        log.freeze(OFFICE, JUNE, SampleLog.STAFF, 20);

        assertThat(amounts(TOTAL + "?effectiveOn=2023-05-31")).isEqualTo("1.00 = 1.00");
        assertThat(amounts(TOTAL + "?position=3")).isEqualTo("1.00 0.50 = 1.50");
        assertThat(amounts(TOTAL + "?basis=approved")).isEqualTo("1.00 = 1.00");
        assertThat(amounts(TOTAL + "?amounts=frozen")).isEqualTo("0.20 = 0.20");
        assertThat(amounts(TOTAL + "?amounts=free")).isEqualTo("1.00 0.50 -0.20 = 1.30");
    }

    @Test
    void a_browser_is_shown_the_postings_page_by_page() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        log.adjust(OFFICE, JUNE, SampleLog.STAFF, -10_05);

        Element page = Pages.open(mvc(), TOTAL + "?limit=1&measure=YUAN&amounts=free");

        assertThat(Pages.elements(page, "h1").getFirst().getTextContent()).isEqualTo("合计 · 合计");
        assertThat(page.getTextContent()).contains("89.95 元");
        assertThat(Pages.rows(page)).containsExactly(List.of("301-2023-1", "下达 Allocation", "冀财预〔2023〕1号", "年初批复", "2023-01-05",
                "2023-01-05 01:00:00", "treasury", "一般公共预算 2010301 人员经费 30101 General public budget Personnel", "100.00"));
        String next = Pages.leads(page).stream().filter(lead -> lead.contains("&after=")).findFirst().orElseThrow();
        assertThat(Pages.rows(Pages.open(mvc(), next))).extracting(List::getLast).containsExactly("-10.05");
        assertThat(Pages.leads(page)).anyMatch(lead -> lead.startsWith(TABLES + "expenditure?effectiveOn=2023-12-31&")
                && lead.endsWith("&basis=adjusted&amounts=free&measure=YUAN"));
    }

    @Test
    void where_no_measure_is_asked_for_the_pages_of_a_cell_keep_that_of_the_form() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        log.adjust(OFFICE, JUNE, SampleLog.STAFF, -10_05);

        JsonNode first = json(mvc(), TOTAL + "?limit=1&form=putuo-department-2025");

        assertThat(first.get("unit").stringValue()).isEqualTo("元");
        assertThat(json(mvc(), first.get("next").stringValue()).get("unit").stringValue()).isEqualTo("元");
    }

    @Test
    void next_leads_through_all_pages_at_the_same_point() {
        log.open(OFFICE);
        for (int fen = 1; fen <= 5; fen++) {
            log.allocate(OFFICE, JANUARY, SampleLog.STAFF, fen);
        }
        MockMvcTester mvc = mvc();
        StringBuilder amounts = new StringBuilder();
        String address = TOTAL + "?limit=2&unit=yuan";
        for (JsonNode page = json(mvc, address); ; page = json(mvc, page.get("next").stringValue())) {
            assertThat(page.get("sum").stringValue()).isEqualTo("0.15");
            assertThat(page.get("unit").stringValue()).isEqualTo("元");
            amounts.append(page.get("pageSum").stringValue()).append(' ');
            assertThat(amounts.length()).isLessThan(30);
            if (page.get("next").isNull()) {
                break;
            }
        }

        assertThat(amounts).hasToString("0.03 0.07 0.05 ");
    }

    @ParameterizedTest
    @CsvSource({
        "expenditure/cells/99/total,            404, CELL_UNKNOWN,      row",
        "expenditure/cells/1/totals,            404, CELL_UNKNOWN,      column",
        "expenditure/cells/1/name,              422, NOT_AN_AMOUNT,     column",
        "expenditure/cells/0/total,             400, FIELD_INVALID, row",
        "expenditure/cells/x/total,             400, FIELD_INVALID, row",
        "spending/cells/1/total,                404, TABLE_UNKNOWN,     id",
        "expenditure/cells/1/total?after=17,    400, FIELD_INVALID, after",
        "expenditure/cells/1/total?limit=0,     400, FIELD_INVALID, limit",
        "expenditure/cells/1/total?limit=1001,  400, FIELD_INVALID, limit",
        "expenditure/cells/1/total?limit=many,  400, FIELD_INVALID, limit",
        "expenditure/cells/1/total?format=csv,  400, FIELD_INVALID, format",
        "expenditure/cells/1/total?colour=red,   400, UNKNOWN_PARAMETER, colour",
        "expenditure/cells/1/total?position=0,  404, BUDGET_NOT_OPEN,    ",
    })
    void what_cannot_be_opened_is_told_why(String path, int status, String code, @Nullable String field) {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);

        MvcTestResult result = get(mvc(), TABLES + path);

        assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(body(result)).contains("\"code\":\"" + code + "\"");
        assertThat(body(result)).contains(field == null ? "" : "\"field\":\"" + field + "\"");
    }

    private String amounts(String address) {
        JsonNode cell = json(mvc(), address);
        StringBuilder amounts = new StringBuilder();
        cell.get("contributions").forEach(each -> amounts.append(each.get("amount").stringValue()).append(' '));
        return amounts.append(cell.get("contributions").isEmpty() ? " " : "")
                .append("= ")
                .append(cell.get("sum").stringValue())
                .toString();
    }

    private MockMvcTester mvc() {
        StoredLog stored = new StoredLog(1)
                .facts(log.facts())
                .watermark(new Watermark(log.lastPosition(), log.now()));
        return SampleCells.of(stored, log.now().plusSeconds(9));
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
