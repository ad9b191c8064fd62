package dev.budgetledger.projection.disclosure.http;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.disclosure.FakeBudgetReader;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.samples.NoProposals;

import static org.assertj.core.api.Assertions.assertThat;

/** Who asks with a browser for what has no answer reads why as a page; to everybody else it is JSON. */
class ProblemPagesTest {

    private static final String TABLE = "/v1/disclosures/301/2023/tables/revenue";
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    private final MockMvcTester mvc = over(new FakeBudgetReader(SampleBudgets.of2023()));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/v1/disclosures/302/2023/tables | 404 | 未找到 Not Found | 预算 302-2023 在所问时点尚未开立 | BUDGET_NOT_OPEN | ''",
        "/v1/disclosures/301/2023/tables/four | 404 | 未找到 Not Found | four | TABLE_UNKNOWN | id",
        "/v1/disclosures/301/2023/tables/revenue?effectiveOn=yesterday | 400 | 请求有误 Bad Request | effectiveOn | FIELD_INVALID | effectiveOn",
        "/v1/disclosures/301/2023/tables/revenue?day=1 | 400 | 请求有误 Bad Request | day | UNKNOWN_PARAMETER | day",
        "/v1/disclosures/301/2023/tables/revenue?format=csv&basis=x | 400 | 请求有误 Bad Request | basis | FIELD_INVALID | basis",
        "/v1/disclosures/301/2023/tables/revenue?atLeastPosition=43 | 503 | 服务暂不可用 Service Unavailable | 请稍候再试。 | NOT_CAUGHT_UP | ''"
    })
    void a_problem_is_a_page_with_the_status_the_sentence_the_code_and_the_field(
            String address, int status, String title, String words, String code, String field) throws Exception {
        MvcTestResult answer = ask(HttpMethod.GET, address, BROWSER);

        assertThat(answer).hasStatus(status);
        Element page = page(answer);
        assertThat(Pages.elements(page, "h1").getFirst().getTextContent()).isEqualTo(title);
        assertThat(Pages.words(page)).contains(words, code, Integer.toString(status));
        assertThat(Pages.elements(page, "dd").stream().map(Element::getTextContent)).contains(code);
        assertThat(Pages.elements(page, "dd").stream().map(Element::getTextContent).anyMatch(field::equals)).isEqualTo(!field.isEmpty());
        assertThat(Pages.leads(page)).contains("/", "/problems#" + code);
        String policy = String.valueOf(answer.getResponse().getHeader("Content-Security-Policy"));
        assertThat(policy).isEqualTo(ask(HttpMethod.GET, TABLE, BROWSER).getResponse().getHeader("Content-Security-Policy"))
                .startsWith("default-src 'none'");
        assertThat(answer.getResponse().getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "application/problem+json", "application/json, text/html", "text/html, application/json",
        "text/html;q=0.5, */*", "text/html;q=0.9, application/problem+json", "text/html;q=0, */*", "text/csv", "text/event-stream", "text/html; garbage;;=",
        "application/*, text/html"})
    void who_takes_json_as_gladly_gets_json(String accept) {
        MvcTestResult answer = ask(HttpMethod.GET, "/v1/disclosures/302/2023/tables", accept);

        assertThat(answer).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer).bodyText().startsWith("{\"type\":\"/problems#").contains("\"instance\":\"/v1/disclosures/302/2023/tables\"}");
        assertThat(answer.getResponse().getHeader(HttpHeaders.VARY)).isEqualTo("Accept, Accept-Language");
        assertThat(answer.getResponse().getHeader(HttpHeaders.CONTENT_LANGUAGE)).isEqualTo("en");
        assertThat(answer.getResponse().getHeader("Content-Security-Policy")).isNull();
    }

    @Test
    void who_says_nothing_of_what_he_takes_gets_json() {
        assertThat(mvc.get().uri("/v1/disclosures/302/2023/tables").exchange()).hasStatus(404).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/html, */*", "text/html, application/json;q=0.9", "text/html;charset=UTF-8"})
    void who_would_rather_have_a_page_gets_one(String accept) throws Exception {
        page(ask(HttpMethod.GET, "/v1/disclosures/302/2023/tables", accept));
    }

    @Test
    void the_headers_of_the_problem_stay() throws Exception {
        assertThat(ask(HttpMethod.GET, TABLE + "?atLeastPosition=43", BROWSER).getResponse().getHeader("Retry-After")).isEqualTo("1");
        MvcTestResult posted = ask(HttpMethod.POST, TABLE, BROWSER);
        assertThat(posted).hasStatus(405);
        assertThat(posted.getResponse().getHeader("Allow")).isEqualTo("GET");
        page(posted);
    }

    @Test
    void what_was_sent_is_text_wherever_it_stands() throws Exception {
        for (String address : new String[] {
            "/v1/disclosures/301/2023/tables/%3Cscript%3Ealert(1)%3C%2Fscript%3E", TABLE + "?%3Cscript%3Ealert(1)%3C/script%3E=1",
            TABLE + "?basis=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E", "/v1/disclosures/301/2023/tables?unit=%3Cscript%3E&amp;"}) {
            MvcTestResult answer = ask(HttpMethod.GET, address, BROWSER);

            assertThat(answer).as(address).hasStatus4xxClientError();
            assertThat(answer).bodyText().doesNotContain("<script>alert", "<img");
            assertThat(Pages.elements(page(answer), "script")).hasSize(1);
        }
        assertThat(Pages.words(page(ask(HttpMethod.GET, TABLE + "?basis=%3Cscript%3E", BROWSER)))).contains("<script>");
    }

    @Test
    void a_fault_gives_nothing_away() throws Exception {
        MvcTestResult answer = over(SampleHttp.BROKEN).get().uri(TABLE).header(HttpHeaders.ACCEPT, BROWSER).exchange();

        assertThat(answer).hasStatus(500);
        assertThat(Pages.words(page(answer))).contains("INTERNAL_ERROR").doesNotContain("secret");
    }

    private static MockMvcTester over(BudgetReader reader) {
        return SampleHttp.of(new DisclosureController(reader, SampleHttp.forms(), SampleHttp.METERS, SampleHttp.NOTHING, NoProposals.of(reader)));
    }

    private MvcTestResult ask(HttpMethod method, String address, String accept) {
        return mvc.method(method).uri(SampleHttp.address(address)).header(HttpHeaders.ACCEPT, accept).exchange();
    }

    /** Read strictly. */
    private static Element page(MvcTestResult answer) throws Exception {
        assertThat(answer.getResponse().getContentType()).isEqualTo("text/html;charset=UTF-8");
        assertThat(answer.getResponse().getHeader(HttpHeaders.VARY)).isEqualTo("Accept, Accept-Language");
        assertThat(answer.getResponse().getHeader(HttpHeaders.CONTENT_LANGUAGE)).isEqualTo("zh, en");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(answer.getResponse().getContentAsString().replaceFirst("<!DOCTYPE html>", ""))))
                .getDocumentElement();
    }
}
