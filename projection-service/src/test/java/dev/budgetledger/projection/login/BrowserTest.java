package dev.budgetledger.projection.login;

import java.net.URI;

import jakarta.servlet.http.Cookie;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** What a browser is given to keep, and what is believed of what it says. */
class BrowserTest {

    private static final Browser OURS = new Browser(URI.create("https://budget.example"));

    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/desk/301/2023/adjustments");

    @Test
    void with_tls_a_cookie_is_of_this_host_and_no_script_sees_it() {
        assertThat(kept(OURS)).isEqualTo("__Host-console=n; Path=/; Secure; HttpOnly; SameSite=Lax");
        assertThat(kept(new Browser(null))).isEqualTo("console=n; Path=/; HttpOnly; SameSite=Lax");
    }

    private String kept(Browser browser) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        browser.keep(Browser.SESSION, "n", null, request, response);
        return String.valueOf(response.getHeader("Set-Cookie"));
    }

    @Test
    void with_tls_a_cookie_that_another_could_have_set_is_none() {
        request.setCookies(new Cookie("console", "forged"), new Cookie("__Host-console", "ours"));

        assertThat(OURS.kept(Browser.SESSION, request)).isEqualTo("ours");
    }

    @ParameterizedTest
    @CsvSource({
        "https://budget.example,      same-origin, true",
        "https://budget.example,                 , true",
        "                      , same-origin, true",
        "                      ,            , true",
        "http://budget.example,       same-origin, false",
        "https://budget.example:8443, same-origin, false",
        "https://other.budget.example, same-site,  false",
        "null,                        same-origin, false",
        "https://budget.example,      same-site,   false",
        "https://budget.example,      cross-site,  false",
        "                      ,      none,        false"
    })
    void what_comes_from_elsewhere_is_not_ours(@Nullable String origin, @Nullable String site, boolean ours) {
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        if (site != null) {
            request.addHeader("Sec-Fetch-Site", site);
        }

        assertThat(OURS.isOurs(request)).isEqualTo(ours);
    }
}
