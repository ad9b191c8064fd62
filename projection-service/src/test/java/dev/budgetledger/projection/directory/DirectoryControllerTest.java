package dev.budgetledger.projection.directory;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.disclosure.FakeBudgetReader;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.BudgetDirectory;
import dev.budgetledger.projection.entries.BudgetDirectory.Opened;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The page that a reader opens first. */
class DirectoryControllerTest {

    @Test
    void it_lists_departments_and_years_with_their_nine_tables_and_what_it_is_as_of() {
        String page = body(get(Stream.of(opened("301", 2022, "办公室"), opened("301", 2023, "办公室"), opened("302", 2023, "财政局")), "/"));

        assertThat(page).containsOnlyOnce("<h3>301 办公室</h3>").containsOnlyOnce("<h3>302 财政局</h3>").contains(
                "<a href=\"/v1/disclosures/301/2022/tables/three-public?format=csv\"",
                "<li><a href=\"/v1/disclosures/302/2023/tables/revenue-and-expenditure\">部门预算收支总表</a> <a href",
                "<form action=\"/v1/disclosures/302/2023/document\"", "name=\"position\" required min=\"1\" max=\"42\" value=\"42\"",
                "name=\"effectiveOn\" required value=\"2023-12-31\"", "<a href=\"/v1/disclosures/302/2023/evidence\">", "As of position</span> 42，记于 <span lang=\"en\">recorded</span> 2023-02-01 01:02:03 UTC");
        assertThat(page.split("<li>", -1)).hasSize(1 + 3 * 9);
        assertThat(page).doesNotContain("rel=\"next\"");
    }

    @Test
    void a_name_is_text_whatever_it_is() {
        assertThat(body(get(Stream.of(opened("301", 2023, "<script>alert('局')</script>")), "/")))
                .contains("<h3>301 &lt;script&gt;alert(&#39;局&#39;)&lt;/script&gt;</h3>").doesNotContain("<script");
    }

    @Test
    void of_many_budgets_each_is_on_one_page() {
        List<Opened> many = IntStream.range(0, 120).mapToObj(i -> opened(String.valueOf(300 + i / 3), 2021 + i % 3, "局")).toList();
        String first = body(get(many.stream(), "/"));
        String second = body(get(many.stream(), "/?from=316-2023"));
        String third = body(get(many.stream(), "/?from=333-2022"));

        assertThat(first).contains("href=\"/?from=316-2023\"", "/316/2022/evidence").doesNotContain("/316/2023/evidence");
        assertThat(second).contains("href=\"/?from=333-2022\"", "/316/2023/evidence", "/333/2021/evidence")
                .doesNotContain("/316/2022/evidence", "/333/2022/evidence");
        assertThat(third).contains("/333/2022/evidence", "/339/2023/evidence").doesNotContain("rel=\"next\"");
        assertThat(body(get(many.stream(), "/?from=339"))).contains("/339/2021/evidence").doesNotContain("/338/");
    }

    @Test
    void where_there_is_none_it_says_so() {
        assertThat(body(get(Stream.of(), "/"))).contains("There is no budget yet.");
        assertThat(body(get(Stream.of(opened("301", 2023, "办公室")), "/?from=9"))).contains("There is no department from there on.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?from=", "/?from=a%22b", "/?from=301-23", "/?from=301&from=302", "/?department=301"})
    void what_it_does_not_understand_it_refuses(String address) {
        assertThat(get(Stream.of(), address)).hasStatus(400);
    }

    @Test
    void it_is_html_only_and_has_a_head() {
        MockMvcTester mvc = mvc(Stream.of());

        assertThat(mvc.get().uri("/").header("Accept", "application/json").exchange()).hasStatus(406);
        assertThat(mvc.head().uri("/").exchange()).hasStatusOk().headers()
                .hasHeaderSatisfying("Content-Type", type -> assertThat(type).containsExactly("text/html;charset=UTF-8"))
                .containsHeader("Content-Security-Policy");
    }

    private static Opened opened(String department, int year, String name) {
        return new Opened(new BudgetId(department, year), name);
    }

    private static MvcTestResult get(Stream<Opened> budgets, String address) {
        return mvc(budgets).get().uri(SampleHttp.address(address)).exchange();
    }

    private static MockMvcTester mvc(Stream<Opened> budgets) {
        List<Opened> all = budgets.toList();
        BudgetDirectory directory = (department, year, position, limit) -> all.stream()
                .filter(each -> position == 42 && (each.id().department().compareTo(department) > 0
                        || (each.id().department().equals(department) && each.id().fiscalYear() >= year)))
                .limit(limit).toList();
        return SampleHttp.of(new DirectoryController(new FakeBudgetReader(), directory, SampleTemplates.all()));
    }

    private static String body(MvcTestResult result) {
        assertThat(result).hasStatusOk();
        return new String(result.getResponse().getContentAsByteArray(), UTF_8);
    }
}
