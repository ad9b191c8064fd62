package dev.budgetledger.projection.balances;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Project;
import dev.budgetledger.projection.console.GroupedAmount;
import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SampleProposals;

import static dev.budgetledger.projection.balances.BalancesControllerTest.BALANCES;
import static dev.budgetledger.projection.balances.BalancesControllerTest.JANUARY;
import static dev.budgetledger.projection.balances.BalancesControllerTest.JUNE;
import static dev.budgetledger.projection.balances.BalancesControllerTest.NOTE;
import static dev.budgetledger.projection.balances.BalancesControllerTest.OFFICE;
import static dev.budgetledger.projection.balances.BalancesControllerTest.OF_UNIT;
import static dev.budgetledger.projection.balances.BalancesControllerTest.json;
import static dev.budgetledger.projection.balances.BalancesControllerTest.mvc;
import static dev.budgetledger.projection.balances.BalancesControllerTest.project;
import static dev.budgetledger.projection.balances.BalancesControllerTest.stored;
import static org.assertj.core.api.Assertions.assertThat;

/** 余额 as a page: it says what JSON says of the same question, and leads on from there. */
class BalancesPageTest {

    private final SampleLog log = new SampleLog();

    @Test
    void each_line_stands_in_its_words_with_the_four_figures_that_json_has_and_all_of_them_add_up_above() {
        givenFourLines();

        Element page = Pages.open(mvc(stored(log), log), BALANCES);

        assertThat(heads(page)).containsExactly("指标数", "余额(元)", "其中冻结(元)", "年初批复(元)", "年终结转(元)",
                "资金性质", "来源", "单位", "功能科目", "支出性质", "部门经济科目", "政府经济科目", "项目", "追踪标志",
                "余额(元)", "其中冻结(元)", "年初批复(元)", "年终结转(元)", "记账");
        assertThat(rows(page)).containsExactly(
                List.of("4", "4,400.00", "7.05", "4,400.00", "0.00"),
                List.of("一般公共预算", "", "", "2010301", "人员经费", "30101", "", "", "", "1,100.00", "0.00", "1,100.00", "0.00", "查找"),
                List.of("一般公共预算", "", "", "2010302", "项目支出", "", "", "会议", "", "1,100.00", "0.00", "1,100.00", "0.00", "查找"),
                List.of("政府性基金预算", "", "", "2120801", "项目支出", "", "", "征地", "", "1,100.00", "0.00", "1,100.00", "0.00", "查找"),
                List.of("其他收入", "上年结转", "301001", "2010399", "基本支出", "30201", "50201", "a:b", "直达,\"急\"", "1,100.00", "7.05", "1,100.00", "0.00", "查找"));
        assertThat(said(json(mvc(stored(log), log), BALANCES))).isEqualTo(figures(page));
    }

    @Test
    void units_and_projects_have_their_names_of_the_point() {
        log.open(OFFICE);
        log.define(OFFICE, new Fact.UnitsDefined(List.of(new BudgetUnit("301001", "<本级>", BudgetUnit.Nature.ADMINISTRATIVE, null))));
        log.define(OFFICE, new Fact.ProjectsDefined(List.of(new Project("a:b", "数据报送", null, null))));
        log.tick().allocate(OFFICE, JANUARY, OF_UNIT, 1_100_00);
        log.define(OFFICE, new Fact.ProjectsDefined(List.of(new Project("a:b", "数据采集", null, null))));
        MockMvcTester mvc = mvc(stored(log), log);

        assertThat(rows(Pages.open(mvc, BALANCES)).getLast()).contains("301001 <本级>", "a:b 数据采集");
        assertThat(rows(Pages.open(mvc, BALANCES + "?position=4")).getLast()).contains("301001 <本级>", "a:b 数据报送");
    }

    @Test
    void the_figures_are_those_of_both_dates_and_what_no_line_says_has_no_column() {
        log.open(OFFICE);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 1_234_567_89);
        log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, 5_00);
        log.tick().adjust(OFFICE, JANUARY, SampleLog.STAFF, 7_00);
        MockMvcTester mvc = mvc(stored(log), log);

        for (String asked : List.of("", "?effectiveOn=2023-05-31", "?effectiveOn=2023-05-31&position=3", "?position=2", "?effectiveOn=2023-01-01")) {
            assertThat(figures(Pages.open(mvc, BALANCES + asked))).as(asked).isEqualTo(said(json(mvc, BALANCES + asked)));
        }
        Element page = Pages.open(mvc, BALANCES + "?effectiveOn=2023-05-31&position=3");
        assertThat(rows(page).getLast()).containsExactly("一般公共预算", "2010301", "人员经费", "30101", "1,234,567.89", "0.00", "1,234,567.89", "0.00", "查找");
        assertThat(heads(page)).doesNotContain("来源", "单位", "政府经济科目", "项目", "追踪标志");
        assertThat(Pages.elements(page, "footer").getFirst().getTextContent()).contains("2023-05-31", "账本日志位置 Position 3");
    }

    @Test
    void a_line_leads_to_its_postings_the_list_to_its_files_and_the_budget_to_the_list_and_back() {
        givenFourLines();
        MockMvcTester mvc = mvc(stored(log), log);

        List<String> leads = Pages.leads(Pages.open(mvc, BALANCES + "?effectiveOn=2023-06-30&position=6&kind=basic&proposed=included"));

        String point = "?effectiveOn=2023-06-30&recordedAsOf=" + json(mvc, BALANCES + "?position=6").at("/asOf/recordedAsOf").stringValue() + "&position=6";
        assertThat(leads).contains("/v1/disclosures/301/2023/tables" + point,
                "/v1/disclosures/301/2023/postings" + point + "&fund=other&function=2010399&economic=30201&kind=basic&project=a%3Ab&unit=301001",
                BALANCES + point + "&proposed=included&kind=basic&format=csv", BALANCES + point + "&proposed=included&kind=basic&format=json");
    }

    @Test
    void the_form_asks_the_same_again_and_what_is_left_blank_in_it_is_not_asked() {
        givenFourLines();
        MockMvcTester mvc = mvc(stored(log), log);

        Element page = Pages.open(mvc, BALANCES + "?effectiveOn=2023-06-30&position=6&function=2010&kind=project&fund=&economic=&project=&unit=&limit=5");

        assertThat(rows(page)).hasSize(2);
        assertThat(inputs(page)).containsExactly("effectiveOn=2023-06-30", "position=6", "function=2010", "economic=", "project=", "unit=", "limit=5");
        assertThat(Pages.elements(page, "select").stream().map(BalancesPageTest::chosen)).containsExactly("fund=", "kind=project", "proposed=excluded");
        assertThat(rows(Pages.open(mvc, BALANCES + "?function=9"))).isEmpty();
        assertThat(Pages.words(Pages.open(mvc, BALANCES + "?function=9"))).contains("没有这样的指标。 There is no such line.");
    }

    /** Who reads on comes by each line once, and finds the same total on each page. */
    @Test
    void pages_of_a_long_budget_follow_each_other_and_each_says_the_sum_of_the_whole() {
        log.open(OFFICE);
        IntStream.range(0, 2_103).forEach(each -> log.allocate(OFFICE, JANUARY, project("P%04d".formatted(each)), 1_00 + each));
        MockMvcTester mvc = mvc(stored(log), log);
        List<String> projects = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (String next = BALANCES; next != null; ) {
            Element page = Pages.open(mvc, next);
            List<List<String>> rows = rows(page);
            assertThat(rows.getFirst()).containsExactly("2103", "24,205.53", "0.00", "24,205.53", "0.00");
            assertThat(Pages.words(page)).contains("本页 " + (rows.size() - 1) + " 行");
            rows.stream().skip(1).forEach(each -> projects.add(each.get(3)));
            sizes.add(rows.size() - 1);
            next = Pages.leads(page).stream().filter(each -> each.contains("&after=")).findFirst().orElse(null);
        }
        assertThat(sizes).containsExactly(1000, 1000, 103);
        assertThat(projects).isEqualTo(IntStream.range(0, 2_103).mapToObj("P%04d"::formatted).toList());
        assertThat(json(mvc, BALANCES).at("/total/balance").stringValue()).isEqualTo("24205.53");
        String linked = String.valueOf(mvc.get().uri(BALANCES).header(HttpHeaders.ACCEPT, "text/html").exchange().getResponse().getHeader(HttpHeaders.LINK));
        assertThat(linked).contains("rel=\"next\"");
    }

    @Test
    void with_what_is_proposed_the_page_says_so() {
        SampleProposals proposals = new SampleProposals(log);
        log.open(OFFICE);
        log.allocate(OFFICE, JUNE, SampleLog.STAFF, 100_00);
        LocalDate today = Envelope.dayOf(log.now());
        proposals.propose(OFFICE, SampleProposals.adding(JUNE, 50_00), today);
        proposals.propose(OFFICE, SampleProposals.moving(JUNE, 20_00, null), today);
        MockMvcTester mvc = mvc(stored(log), log);

        assertThat(Pages.words(Pages.open(mvc, BALANCES))).doesNotContain(NOTE);
        Element page = Pages.open(mvc, BALANCES + "?proposed=included");
        assertThat(Pages.words(page)).contains(NOTE);
        assertThat(rows(page).getFirst()).containsExactly("2", "150.00", "0.00", "100.00", "0.00");
    }

    private void givenFourLines() {
        log.open(OFFICE);
        Stream.of(SampleLog.STAFF, SampleLog.MEETING, SampleLog.FUND, OF_UNIT).forEach(line -> log.tick().allocate(OFFICE, JANUARY, line, 1_100_00));
        log.tick().freeze(OFFICE, JUNE, OF_UNIT, 7_05);
        log.open(new BudgetId("302", 2023));
    }

    /** The texts of the cells, in Chinese. */
    private static List<List<String>> rows(Element page) {
        return Pages.rows(page).stream().map(row -> row.stream().map(BalancesPageTest::chinese).toList()).toList();
    }

    /** The amounts of each row, the total first. */
    private static List<List<String>> figures(Element page) {
        List<List<String>> rows = rows(page);
        return Stream.concat(Stream.of(rows.getFirst().subList(1, 5)), rows.stream().skip(1).map(row -> row.subList(row.size() - 5, row.size() - 1))).toList();
    }

    private static List<List<String>> said(JsonNode answer) {
        return Stream.concat(Stream.of(answer.get("total")), answer.get("lines").valueStream()).map(each ->
                Stream.of("balance", "frozen", "approved", "carriedOut").map(name -> GroupedAmount.of(each.get(name).stringValue())).toList()).toList();
    }

    private static List<String> heads(Element page) {
        return Pages.elements(page, "th").stream().map(Element::getTextContent).map(BalancesPageTest::chinese).toList();
    }

    /** Of what stands in both languages side by side. */
    private static String chinese(String text) {
        return text.replaceFirst("(?<=[\\p{IsHan})]) [A-Za-z].*", "");
    }

    private static List<String> inputs(Element page) {
        return Pages.elements(page, "input").stream().map(each -> each.getAttribute("name") + "=" + each.getAttribute("value")).toList();
    }

    private static String chosen(Element select) {
        return select.getAttribute("name") + "=" + Pages.elements(select, "option").stream().filter(each -> each.hasAttribute("selected"))
                .map(each -> each.getAttribute("value")).findFirst().orElse("");
    }
}
