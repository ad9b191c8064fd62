package dev.budgetledger.projection.console;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Sha256;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.comparison.Causes.Cause;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages as a browser asks for them and reads them: strictly, so that what is not closed or not escaped is a fault. */
public final class Pages {

    private static final List<String> FACTS = List.of("FundsAllocated", "FundsTransferred", "BudgetAdjusted", "FundsCarriedForward", "FundsFrozen",
            "FundsReleased", "PostingReversed");

    /** What browsers send. */
    private static final String ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    /** What programs read, and people do not: constants of ours. */
    private static final Pattern BARE_CODE = Pattern.compile("\\b(?:[A-Z]{2,}_[A-Z_]+|" + Stream.of(Fund.values(), Kind.values(), Origin.values(),
                    Operation.values(), Cause.values(), Statement.Part.values())
            .flatMap(Stream::of).map(Enum::name).distinct().collect(Collectors.joining("|")) + "|" + String.join("|", FACTS) + ")\\b");

    private Pages() {}

    /** Its one script as HTML reads it. */
    private static String script(MvcTestResult answer) {
        try {
            String page = answer.getResponse().getContentAsString();
            String from = "<script type=\"module\">";
            return page.substring(page.indexOf(from) + from.length(), page.indexOf("</script>"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What is read of it: neither its style nor its script. */
    public static String words(Element page) {
        Element body = elements(page, "body").getFirst();
        return body.getTextContent().replace(elements(page, "script").getFirst().getTextContent(), "");
    }

    /** The page at an address. */
    public static Element open(MockMvcTester mvc, String address) {
        MvcTestResult answer = mvc.get().uri(SampleHttp.address(address)).header(HttpHeaders.ACCEPT, ACCEPT).exchange();
        assertThat(answer).hasStatusOk();
        assertThat(answer.getResponse().getHeader(HttpHeaders.CONTENT_TYPE)).isEqualTo("text/html;charset=UTF-8");
        assertThat(answer.getResponse().getHeader(HttpHeaders.VARY)).isEqualTo("Accept");
        Element page = parsed(answer);
        String style = elements(page, "style").getFirst().getTextContent();
        assertThat(answer.getResponse().getHeader("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-" + base64(Sha256.hex(style.getBytes(StandardCharsets.UTF_8))) + "'");
        assertThat(answer.getResponse().getHeader("Content-Security-Policy"))
                .contains("; script-src 'sha256-" + base64(Sha256.hex(script(answer).getBytes(StandardCharsets.UTF_8))) + "'; connect-src 'self'")
                .doesNotContain("unsafe", "http");
        assertThat(elements(page, "script")).hasSize(1);
        assertThat(BARE_CODE.matcher(words(page)).results().map(MatchResult::group)).isEmpty();
        assertThat(elements(page, "h1")).hasSize(1);
        return page;
    }

    private static Element parsed(MvcTestResult answer) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader(answer.getResponse().getContentAsString().replaceFirst("<!DOCTYPE html>", ""))))
                    .getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    /** The elements of a name, in order. */
    public static List<Element> elements(Element in, String name) {
        NodeList found = in.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }

    /** The rows of the bodies of its tables, each the texts of its cells. */
    public static List<List<String>> rows(Element page) {
        return elements(page, "tbody").stream().flatMap(body -> elements(body, "tr").stream()).map(row -> {
            NodeList cells = row.getChildNodes();
            return IntStream.range(0, cells.getLength()).mapToObj(i -> cells.item(i).getTextContent()).toList();
        }).toList();
    }

    /** Where its links lead, in order. */
    public static List<String> leads(Element page) {
        return elements(page, "a").stream().map(link -> link.getAttribute("href")).toList();
    }
}
