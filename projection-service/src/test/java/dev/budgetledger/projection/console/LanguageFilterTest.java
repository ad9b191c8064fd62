package dev.budgetledger.projection.console;

import java.util.ArrayList;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class LanguageFilterTest {

    private static final String BROWSER = "text/html,*/*;q=0.8";

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "text/html, lang=en, ENGLISH, -",
        "text/html, basis=adjusted&lang=zh, CHINESE, -",
        "*/*, format=html&lang=en, ENGLISH, -",
        "text/html, -, BOTH, -",
        "text/html, lang=fr, BOTH, fr",
        "text/html, lang=en&lang=zh, BOTH, en",
        "*/*, lang=en, ENGLISH, -",
        "'application/json, text/plain', lang=en, BOTH, en",
        "application/json, format=json&lang=en, BOTH, en",
    })
    void a_page_is_asked_for_in_a_language_and_anything_else_is_not(String accept, @Nullable String query, PageLanguage language, @Nullable String left) throws Exception {
        List<HttpServletRequest> seen = new ArrayList<>();
        List<PageLanguage> spoken = new ArrayList<>();

        new LanguageFilter().doFilter(request("GET", accept, query), new MockHttpServletResponse(), (request, _) -> {
            seen.add((HttpServletRequest) request);
            spoken.add(PageLanguage.current());
        });

        assertThat(spoken).containsExactly(language);
        assertThat(seen.getFirst().getParameter("lang")).isEqualTo(left);
        assertThat(seen.getFirst().getParameterMap().containsKey("lang")).isEqualTo(left != null);
        assertThat(seen.getFirst().getHeader("Accept")).isEqualTo(language == PageLanguage.BOTH ? accept : "text/html");
        assertThat(PageLanguage.current()).as("afterwards").isEqualTo(PageLanguage.BOTH);
    }

    @ParameterizedTest
    @CsvSource({"en, en", "zh, zh-CN"})
    void sentences_of_problems_are_asked_for_in_the_same(String lang, String header) throws Exception {
        new LanguageFilter().doFilter(request("POST", BROWSER, "lang=" + lang), new MockHttpServletResponse(),
                (request, _) -> assertThat(((HttpServletRequest) request).getHeader("Accept-Language")).isEqualTo(header));
    }

    @ParameterizedTest
    @CsvSource({"/, true", "/v1/disclosures/301/2023/tables, true", "/desk/301/2023, true", "/nothing, false"})
    void only_where_an_address_takes_parameters_is_a_language_offered(String path, boolean offered) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        StringBuilder page = new StringBuilder();

        new LanguageFilter().doFilter(request, new MockHttpServletResponse(), (_, _) -> page.append(new ConsolePage(Wording.plain("x"), List.of()).end()));

        assertThat(page.toString().contains("lang=zh")).isEqualTo(offered);
    }

    private static MockHttpServletRequest request(String method, String accept, @Nullable String query) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/v1/status");
        request.addHeader("Accept", accept);
        request.setQueryString(query);
        for (String each : query == null ? new String[0] : query.split("&", -1)) {
            request.addParameter(each.split("=", -1)[0], each.split("=", -1)[1]);
        }
        return request;
    }
}
