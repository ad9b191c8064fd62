package dev.budgetledger.projection.comparison.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Element;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.disclosure.FakeBudgetReader;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;

import static org.assertj.core.api.Assertions.assertThat;

/** The comparison over HTTP. */
class YearOverYearControllerTest {

    private static final String ADDRESS = "/v1/disclosures/301/2023/year-over-year";

    private final FakeBudgetReader reader = new FakeBudgetReader(SampleBudgets.of2023(), SampleBudgets.of2022());

    @Test
    void the_published_comparison_is_json_of_printed_strings() {
        assertThat(body(get(reader, ADDRESS))).isEqualTo("""
                {"department":{"code":"301","name":"石家庄市人民政府办公室"},"fiscalYear":2023,"priorYear":2022,\
                "unit":"万元","basis":"approved",\
                "total":{"current":"8916.82","prior":"8153.44","change":"+763.38","percent":"+9.36"},\
                "basic":{"current":"4561.80","prior":"4081.54","change":"+480.26","percent":"+11.77"},\
                "project":{"current":"4355.02","prior":"4071.90","change":"+283.12","percent":"+6.95"},\
                "threePublic":{"current":"2.3","prior":"2.3","change":"0","percent":"0.00"},\
                "byFund":[{"fund":"GENERAL_PUBLIC","name":"一般公共预算","figure":{"current":"8916.82","prior":"8153.44",\
                "change":"+763.38","percent":"+9.36"}}],\
                "byFunction":[{"code":"201","name":"一般公共服务支出","figure":{"current":"7401.95","prior":null,\
                "change":null,"percent":null}},{"code":"208","name":"社会保障和就业支出","figure":{"current":"961.73","prior":null,\
                "change":null,"percent":null}},{"code":"210","name":"卫生健康支出","figure":{"current":"256.37","prior":null,\
                "change":null,"percent":null}},{"code":"221","name":"住房保障支出","figure":{"current":"296.77","prior":null,\
                "change":null,"percent":null}}],\
                "byThreePublicItem":[{"row":"一、因公出国(境)费","label":"一、因公出国(境)费",\
                "figure":{"current":"0","prior":"0","change":"0","percent":null}},\
                {"row":"其他因公出国(境)费","label":"其他因公出国(境)费",\
                "figure":{"current":"0","prior":"0","change":"0","percent":null}},\
                {"row":"二、公务用车购置及运维费","label":"二、公务用车购置及运维费",\
                "figure":{"current":"0","prior":"0","change":"0","percent":null}},\
                {"row":"其中:公务用车购置费","label":"其中:公务用车购置费",\
                "figure":{"current":"0","prior":"0","change":"0","percent":null}},\
                {"row":"公务用车运行维护费","label":"公务用车运行维护费",\
                "figure":{"current":"0","prior":"0","change":"0","percent":null}},\
                {"row":"三、公务接待费","label":"三、公务接待费",\
                "figure":{"current":"2.3","prior":"2.3","change":"0","percent":"0.00"}}],\
                "asOf":{"effectiveOn":"2023-12-31","recordedAsOf":"2023-02-01T01:02:03.123456Z","position":42,"checkpoint":null},\
                "notes":["注:2022年部门预算仅公布合计。","注:2022年部门预算未全部公布支出功能分类。",\
                "注:上年数为零的,不计算增减百分比。"]}""");
    }

    @Test
    void a_browser_is_shown_both_years_as_bars_and_as_the_same_numbers() {
        Element page = Pages.open(SampleHttp.of(new YearOverYearController(reader, SampleTemplates.all())), ADDRESS);

        assertThat(Pages.rows(page)).startsWith(
                List.of("支出合计 Total", "8,916.82", "8,153.44", "+763.38", "+9.36"),
                List.of("基本支出 Basic", "4,561.80", "4,081.54", "+480.26", "+11.77"),
                List.of("项目支出 Projects", "4,355.02", "4,071.90", "+283.12", "+6.95"),
                List.of("“三公”经费 Three public expenses", "2.3", "2.3", "0", "0.00"),
                List.of("一般公共预算 General public budget", "8,916.82", "8,153.44", "+763.38", "+9.36"),
                List.of("201 一般公共服务支出", "7,401.95", "—", "—", "—"));
        assertThat(Pages.elements(page, "text").stream().map(Element::getTextContent)).startsWith(
                "支出合计 2022 Total", "8,153.44", "支出合计 2023 Total", "8,916.82");
        assertThat(page.getTextContent()).contains("注:2022年部门预算仅公布合计。");
    }

    @Test
    void the_prior_year_is_taken_to_its_last_day_and_known_at_the_same_position() {
        get(reader, ADDRESS + "?effectiveOn=2023-06-30&recordedAsOf=2023-07-01T00:00:00Z&position=9&basis=adjusted");

        Instant known = Instant.parse("2023-07-01T00:00:00Z");
        assertThat(reader.reads)
                .containsExactly(
                        new FakeBudgetReader.Read(
                                new BudgetId("301", 2023),
                                new AsOf(LocalDate.of(2023, 6, 30), known, 9),
                                Basis.ADJUSTED),
                        new FakeBudgetReader.Read(
                                new BudgetId("301", 2022),
                                new AsOf(LocalDate.of(2022, 12, 31), known, 9),
                                Basis.ADJUSTED));
    }

    @Test
    void without_a_prior_budget_it_says_so() {
        String body = body(get(new FakeBudgetReader(SampleBudgets.of2023()), ADDRESS));

        assertThat(body)
                .contains("\"total\":{\"current\":\"8916.82\",\"prior\":null,\"change\":null,\"percent\":null}")
                .contains("\"threePublic\":{\"current\":\"2.3\",\"prior\":null,\"change\":null,\"percent\":null}")
                .endsWith("\"notes\":[\"注:2022年部门预算未开立,无上年数可比。\"]}");
    }

    @Test
    void without_this_years_budget_there_is_no_comparison() {
        MvcTestResult result = get(reader, "/v1/disclosures/301/2024/year-over-year");

        assertThat(result).hasStatus(404);
        assertThat(body(result)).contains("\"code\":\"BUDGET_NOT_OPEN\"");
    }

    @Test
    void parameters_of_tables_that_mean_nothing_here_are_refused() {
        for (String parameter : List.of("table=expenditure", "amounts=frozen")) {
            MvcTestResult result = get(reader, ADDRESS + "?" + parameter);

            assertThat(result).hasStatus(400);
            assertThat(body(result))
                    .contains("\"code\":\"UNKNOWN_PARAMETER\"", "\"field\":\"" + parameter.split("=", 2)[0] + "\"");
        }
    }

    private static MvcTestResult get(FakeBudgetReader reader, String address) {
        return SampleHttp.of(new YearOverYearController(reader, SampleTemplates.all()))
                .get()
                .uri(SampleHttp.address(address))
                .exchange();
    }

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
