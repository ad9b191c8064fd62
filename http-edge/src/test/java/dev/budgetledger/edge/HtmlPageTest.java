package dev.budgetledger.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

class HtmlPageTest {

    private static final ResponseEntity<String> ANSWER = new HtmlPage("预算 <b>", "<h1>预算</h1>").answer();
    private static final String HTML = Objects.requireNonNull(ANSWER.getBody());

    /** Else a browser shows the page without its style, and says so nowhere. */
    @Test
    void the_policy_allows_the_style_of_the_page_and_nothing_else() throws Exception {
        Matcher style = Pattern.compile("(?s)<style>(.*)</style>").matcher(HTML);
        assertThat(style.find()).isTrue();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));

        assertThat(ANSWER.getHeaders().getFirst("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'sha256-" + Base64.getEncoder().encodeToString(digest)
                        + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(HTML).doesNotContain("<script", "style=", "http");
        assertThat(ANSWER.getHeaders().getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(ANSWER.getHeaders().getFirst("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void a_page_says_its_language_and_text_stays_text() {
        assertThat(HTML).contains("<html lang=\"zh-CN\">", "<title>预算 &lt;b&gt;</title>", "<h1>预算</h1>");
        assertThat(HtmlPage.text("\"><img src=x onerror='1'>&")).isEqualTo("&quot;&gt;&lt;img src=x onerror=&#39;1&#39;&gt;&amp;");
    }
}
