package dev.budgetledger.projection.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.projection.document.Sheet;
import dev.budgetledger.projection.document.Source;
import dev.budgetledger.projection.document.pages.HtmlPages;
import dev.budgetledger.projection.document.pages.Markup;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * A page for people, in Chinese with English: where they are, what is asked, the answer, and as of when. Nothing from elsewhere, and all of it is
 * there without its one script; it looks like the document, also on paper.
 */
public final class ConsolePage {

    /** As HTML reads it; in XML the marks of what is no markup are no part of it. */
    private static final String SCRIPT = "//<![CDATA[\n" + read() + "//]]>\n";

    /** What a browser is told, in {@code Content-Security-Policy}: this style, this script and nothing else; questions go back to the service. */
    static final String POLICY = HtmlPages.policyOf(HtmlPages.CONSOLE_STYLE) + "; script-src '" + HtmlPages.hash(SCRIPT)
            + "'; connect-src 'self'; form-action 'self'";

    /** The attribute of a request that has what is written above the page of who reads it; absent where nobody logs in. */
    public static final String BAR = ConsolePage.class.getName() + ".bar";

    private static final String MAIN = "<main id=\"answer\">\n";

    private final Markup out = new Markup();

    /** An address and what it is called in Chinese and English. */
    public record Link(String address, String chinese, String english) {}

    /**
     * @param title of the page
     * @param place the way to it from the front page
     */
    public ConsolePage(String title, List<Link> place) {
        out.raw("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"zh-CN\" xml:lang=\"zh-CN\">\n<head>\n")
                .raw("<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>").text(title)
                .raw("</title>\n<style>").raw(HtmlPages.CONSOLE_STYLE).raw("</style>\n</head>\n<body class=\"console\">\n")
                .raw("<a class=\"skip\" href=\"#answer\">跳到内容 <span lang=\"en\">Skip to the answer</span></a>\n")
                .raw("<nav class=\"place\" aria-label=\"位置 Place\"><a href=\"/\">部门预算公开 <span lang=\"en\">All budgets</span></a>");
        place.forEach(each -> {
            out.raw(" › ");
            link(each);
        });
        out.raw("</nav>\n" + MAIN + "<h1>").text(title).raw("</h1>\n");
    }

    /** One about a budget. */
    public static ConsolePage of(String title, Department department, int fiscalYear, AsOfDocument asOf, Link... place) {
        Link budget = new Link("/v1/disclosures/" + department.code() + "/" + fiscalYear + "/tables" + asOf.inAddress(),
                department.code() + " " + department.name() + " " + fiscalYear, "");
        return new ConsolePage(title, Stream.concat(Stream.of(budget), Arrays.stream(place)).toList());
    }

    /** Where the answer is written. */
    public Markup out() {
        return out;
    }

    public ConsolePage heading(String chinese, String english) {
        out.raw("<h2>");
        said(new Wording(chinese, english));
        out.raw("</h2>\n");
        return this;
    }

    /** Links beside each other. */
    public ConsolePage links(String chinese, String english, List<Link> links) {
        out.raw("<nav class=\"links\" aria-label=\"").text(chinese + " " + english).raw("\"><span>").text(chinese)
                .raw(" <span lang=\"en\">").text(english).raw("</span></span>");
        links.forEach(each -> {
            out.raw(" ");
            link(each);
        });
        out.raw("</nav>\n");
        return this;
    }

    private void link(Link link) {
        out.raw("<a href=\"").text(link.address()).raw("\">");
        said(new Wording(link.chinese(), link.english()));
        out.raw("</a>");
    }

    /**
     * A table as printed.
     *
     * @param address where the source of a figure is read
     */
    public ConsolePage sheet(Sheet sheet, Function<Source, String> address) {
        HtmlPages.sheet(out, sheet, address);
        return this;
    }

    /**
     * What lists have: a head, and rows of words and amounts.
     *
     * @param caption of the table, said to who does not see it
     */
    public ConsolePage rows(String caption, List<Head> heads, List<List<Value>> rows) {
        out.raw("<div class=\"sheet list\"><table>\n<caption>").text(caption).raw("</caption>\n<thead><tr>");
        heads.forEach(head -> out.raw("<th scope=\"col\" class=\"head\">").text(head.chinese()).raw(" <span lang=\"en\">")
                .text(head.english()).raw("</span></th>"));
        out.raw("</tr></thead>\n<tbody>\n");
        rows.forEach(row -> {
            out.raw("<tr>");
            row.forEach(this::value);
            out.raw("</tr>\n");
        });
        out.raw("</tbody>\n</table></div>\n");
        return this;
    }

    private void value(Value value) {
        out.raw(value.isAmount() ? "<td class=\"number\">" : "<td>");
        if (value.address() == null) {
            said(value.said());
        } else {
            out.raw("<a href=\"").text(value.address()).raw("\">");
            said(value.said());
            out.raw("</a>");
        }
        out.raw("</td>");
    }

    /** Words in both languages. */
    public void said(Wording wording) {
        out.text(wording.chinese());
        if (!wording.english().isEmpty()) {
            out.raw(" <span lang=\"en\">").text(wording.english()).raw("</span>");
        }
    }

    /** A paragraph. */
    public ConsolePage paragraph(String chinese, String english) {
        out.raw("<p>");
        said(new Wording(chinese, english));
        out.raw("</p>\n");
        return this;
    }

    /** The head of a column. */
    public record Head(String chinese, String english) {}

    /**
     * What stands in a cell.
     *
     * @param address that it leads to, if it leads anywhere
     */
    public record Value(Wording said, boolean isAmount, @Nullable String address) {

        public static Value words(String text) {
            return said(Wording.plain(text));
        }

        public static Value said(Wording wording) {
            return new Value(wording, false, null);
        }

        /** Of money, in groups of three digits. */
        public static Value amount(String text) {
            return number(GroupedAmount.of(text));
        }

        /** Of anything else that is counted: as it is. */
        public static Value number(String text) {
            return new Value(Wording.plain(text), true, null);
        }

        public static Value leadingTo(String address, String text) {
            return leadingTo(address, Wording.plain(text));
        }

        public static Value leadingTo(String address, Wording wording) {
            return new Value(wording, false, address);
        }
    }

    /** The whole page, which ends with what it is as of. */
    public String end(AsOfDocument asOf) {
        out.raw("</main>\n<footer class=\"asof\">业务日期 <span lang=\"en\">Effective on</span> ").text(asOf.effectiveOn().toString())
                .raw(" · 记账时间 <span lang=\"en\">Recorded as of</span> ").text(asOf.recordedAsOf().toString())
                .raw(" · 账本日志位置 <span lang=\"en\">Position</span> ").text(Long.toString(asOf.position()));
        AsOfDocument.CheckpointDocument checkpoint = asOf.checkpoint();
        if (checkpoint != null) {
            out.raw(" · 已按签名核对到 <span lang=\"en\">Held against the signed head of</span> ").text(Long.toString(checkpoint.size()));
        }
        AsOfDocument.LagDocument lag = asOf.lag();
        if (lag != null) {
            out.raw("<p class=\"late\">尚有 ").text(Long.toString(lag.facts()))
                    .raw(" 条未到 <span lang=\"en\">not yet read of the log</span></p>");
        }
        return close();
    }

    /** The whole page, of something that is as of no point. */
    public String end() {
        out.raw("</main>\n<footer class=\"asof\">");
        return close();
    }

    private String close() {
        out.raw("</footer>\n<script type=\"module\">").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
        return out.toString();
    }

    /** A page with what is written above it. */
    public static String withBar(String page, String bar) {
        int main = page.indexOf(MAIN);
        return main < 0 ? page : page.substring(0, main) + bar + page.substring(main);
    }

    private static String read() {
        try (InputStream in = ConsolePage.class.getResourceAsStream("/console/console.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
