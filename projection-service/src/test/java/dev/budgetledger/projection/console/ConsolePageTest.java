package dev.budgetledger.projection.console;

import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import dev.budgetledger.contract.Department;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.web.AsOfDocument;

import static org.assertj.core.api.Assertions.assertThat;

class ConsolePageTest {

    private static final String HOSTILE = "</td><script>alert('局')</script>&\"";

    private static final AsOfDocument POINT =
            new AsOfDocument(LocalDate.of(2023, 6, 30), Instant.parse("2023-07-01T01:02:03Z"), 42, null, null);

    @Test
    void what_is_not_ours_is_text_wherever_it_stands() throws Exception {
        ConsolePage page = ConsolePage.of(Wording.plain(HOSTILE), new Department("301", HOSTILE), 2023, POINT, new Link("/x?a=1&b=" + HOSTILE, HOSTILE, HOSTILE));
        PointBar.of("/x", POINT, List.of(new PointBar.Choice("basis", "口径", "Basis", List.of(new PointBar.Option(HOSTILE, Wording.plain(HOSTILE))), HOSTILE)),
                Map.of("unit", HOSTILE)).write(page.out());
        page.heading(HOSTILE, HOSTILE).rows(Wording.plain(HOSTILE), List.of(new Head(HOSTILE, HOSTILE)),
                List.of(List.of(Value.words(HOSTILE)), List.of(Value.leadingTo(HOSTILE, HOSTILE))));

        Element read = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.end(POINT).replaceFirst("<!DOCTYPE html>", "")))).getDocumentElement();

        assertThat(Pages.elements(read, "script")).hasSize(1);
        assertThat(Pages.rows(read)).containsExactly(List.of(HOSTILE), List.of(HOSTILE));
        assertThat(Pages.leads(read)).contains("/x?a=1&b=" + HOSTILE, HOSTILE);
        assertThat(Pages.elements(read, "input").getLast().getAttribute("value")).isEqualTo(HOSTILE);
        assertThat(Pages.elements(read, "footer").getFirst().getTextContent()).contains("2023-06-30", "2023-07-01T01:02:03Z", "42");
    }

    @ParameterizedTest
    @CsvSource({"BOTH, zh-CN, 勾稽 Checks, 变动 Changes, 部门预算公开 All budgets", "CHINESE, zh-CN, 勾稽, 变动, 部门预算公开", "ENGLISH, en, Checks, Changes, All budgets"})
    void a_page_says_all_in_one_language_or_in_both(PageLanguage language, String tag, String title, String link, String home) throws Exception {
        StringBuilder html = new StringBuilder();
        language.during("/x?a=1", () -> html.append(new ConsolePage(new Wording("勾稽", "Checks"), List.of(new Link("/y", "变动", "Changes"))).end(POINT)));
        Element read = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.toString().replaceFirst("<!DOCTYPE html>", "")))).getDocumentElement();

        assertThat(read.getAttribute("lang")).isEqualTo(tag);
        assertThat(Pages.elements(read, "title").getFirst().getTextContent()).isEqualTo(title);
        assertThat(Pages.elements(read, "h1").getFirst().getTextContent()).isEqualTo(title);
        assertThat(Pages.elements(read, "a").stream().map(Element::getTextContent)).contains(link, home);
        assertThat(Pages.leads(read)).containsAll(switch (language) {
            case BOTH -> List.of("/", "/y", "/x?a=1&lang=zh", "/x?a=1&lang=en");
            case CHINESE -> List.of("/?lang=zh", "/y?lang=zh", "/x?a=1&lang=en", "/x?a=1");
            case ENGLISH -> List.of("/?lang=en", "/y?lang=en", "/x?a=1&lang=zh", "/x?a=1");
        });
    }
}
