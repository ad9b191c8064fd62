package dev.budgetledger.ledger.commands;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.unit.DataSize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FrontPageControllerTest {

    @Test
    void it_leads_to_the_projection_if_it_knows_where_that_is() {
        URI projection = URI.create("https://budget.example/read?a=1&b='2'");

        assertThat(page(projection)).contains("<a href=\"https://budget.example/read?a=1&amp;b=&#39;2&#39;\">");
        assertThat(page(null)).contains("The projection service has the tables.").doesNotContain("<a href=\"http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "budget.example", "file:///etc/passwd"})
    void it_leads_nowhere_but_to_a_page(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(URI.create(address))).withMessageContaining("ledger.http.projection");
    }

    @Test
    void it_is_html_only_and_has_a_head() {
        MockMvcTester mvc = mvc(null);

        assertThat(mvc.get().uri("/").header("Accept", "application/json").exchange()).hasStatus(406);
        assertThat(mvc.head().uri("/").exchange()).hasStatusOk().headers().containsHeader("Content-Security-Policy");
    }

    private static String page(@Nullable URI projection) {
        return new String(mvc(projection).get().uri("/").exchange().getResponse().getContentAsByteArray(), UTF_8);
    }

    private static MockMvcTester mvc(@Nullable URI projection) {
        return MockMvcTester.create(MockMvcBuilders.standaloneSetup(new FrontPageController(settings(projection))).build());
    }

    private static HttpSettings settings(@Nullable URI projection) {
        return new HttpSettings(List.of(), 1, Duration.ZERO, DataSize.ofKilobytes(1), Duration.ZERO, projection);
    }
}
