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
import dev.budgetledger.projection.web.Budgets;

/**
 * A page for people, in Chinese with English: where they are, what is asked, the answer, and as of when. Nothing from elsewhere, and all of it is
 * there without its one script; it looks like the document, also on paper.
 */
public final class ConsolePage {

    /** As HTML reads it; in XML the marks of what is no markup are no part of it. */
    private static final String SCRIPT = "//<![CDATA[\n" + read("console.js") + read("points.js") + "//]]>\n";

    /** What a browser is told, in {@code Content-Security-Policy}: this style, this script and nothing else; questions go back to the service. */
    static final String POLICY = HtmlPages.policyOf(HtmlPages.CONSOLE_STYLE) + "; script-src '" + HtmlPages.hash(SCRIPT)
            + "'; connect-src 'self'; form-action 'self'";

    /** The attribute of a request that has what is written above the page of who reads it; absent where nobody logs in. */
    public static final String BAR = ConsolePage.class.getName() + ".bar";

    private static final String MAIN = "<main id=\"answer\">\n";

    private final Markup out = new Markup();

    /** An address and what it is called. */
    public record Link(String address, Wording said) {

        public Link(String address, String chinese, String english) {
            this(address, new Wording(chinese, english));
        }
    }

    /**
     * @param title of the page
     * @param place the way to it from the front page
     */
    public ConsolePage(Wording title, List<Link> place) {
        String language = PageLanguage.current().tag();
        out.raw("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"" + language + "\" xml:lang=\"" + language + "\">\n<head>\n")
                .raw("<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>").text(title.text())
                .raw("</title>\n<style>").raw(HtmlPages.CONSOLE_STYLE).raw("</style>\n</head>\n<body class=\"console\">\n<a class=\"skip\" href=\"#answer\">");
        said(new Wording("跳到内容", "Skip to the answer"));
        out.raw("</a>\n");
        PageLanguage.choice(out);
        out.raw("<nav class=\"place\" aria-label=\"").text(new Wording("位置", "Place").text()).raw("\">");
        link(new Link("/", "部门预算公开", "All budgets"));
        place.forEach(each -> {
            out.raw(" › ");
            link(each);
        });
        out.raw("</nav>\n" + MAIN + "<h1>");
        said(title);
        out.raw("</h1>\n");
    }

    /**
     * One about a budget as a whole.
     *
     * @param what of it is shown
     */
    public static ConsolePage about(Wording what, Department department, int fiscalYear, AsOfDocument asOf, Link... place) {
        String budget = department.name() + " " + fiscalYear;
        return of(new Wording(budget + " 年" + what.chinese(), what.english(), budget + " · " + what.alone()), department, fiscalYear, asOf, place);
    }

    /** One about something of a budget. */
    public static ConsolePage of(Wording title, Department department, int fiscalYear, AsOfDocument asOf, Link... place) {
        Link budget = new Link(Budgets.address(department, fiscalYear) + "/tables" + asOf.inAddress(),
                department.code() + " " + department.name() + " " + fiscalYear, "");
        return new ConsolePage(title, Stream.concat(Stream.of(budget), Arrays.stream(place)).toList());
    }

    /** Where the answer is written. */
    public Markup out() {
        return out;
    }

    public ConsolePage heading(String chinese, String english) {
        return heading(new Wording(chinese, english));
    }

    public ConsolePage heading(Wording wording) {
        out.raw("<h2>");
        said(wording);
        out.raw("</h2>\n");
        return this;
    }

    /** Links beside each other. */
    public ConsolePage links(String chinese, String english, List<Link> links) {
        return links(new Wording(chinese, english), links);
    }

    /** The way to the next page of a list, if there is one. */
    public void next(@Nullable String address, String chinese, String english) {
        if (address != null) {
            links("下一页", "Next page", List.of(new Link(address, chinese, english)));
        }
    }

    public ConsolePage links(Wording called, List<Link> links) {
        out.raw("<nav class=\"links\" aria-label=\"").text(called.text()).raw("\"><span>");
        said(called);
        out.raw("</span>");
        links.forEach(each -> {
            out.raw(" ");
            link(each);
        });
        out.raw("</nav>\n");
        return this;
    }

    private void link(Link link) {
        out.raw("<a href=\"").text(link.address()).raw("\">");
        said(link.said());
        out.raw("</a>");
    }

    /**
     * A table as printed.
     *
     * @param address where the source of a figure is read
     */
    public ConsolePage sheet(Sheet sheet, Function<Source, String> address) {
        boolean isOfOtherLanguage = PageLanguage.current() == PageLanguage.ENGLISH;
        out.raw(isOfOtherLanguage ? "<div lang=\"" + PageLanguage.CHINESE.tag() + "\">\n" : "");
        HtmlPages.sheet(out, sheet, address);
        out.raw(isOfOtherLanguage ? "</div>\n" : "");
        return this;
    }

    /**
     * What lists have: a head, and rows of words and amounts.
     *
     * @param caption of the table, said to who does not see it
     */
    public ConsolePage rows(Wording caption, List<Head> heads, List<List<Value>> rows) {
        out.raw("<div class=\"sheet list\"><table>\n<caption>").text(caption.brief()).raw("</caption>\n<thead><tr>");
        heads.forEach(head -> {
            out.raw("<th scope=\"col\" class=\"head\">");
            said(head.said());
            out.raw("</th>");
        });
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

    /** Words in the language of the page. */
    public void said(Wording wording) {
        wording.write(out);
    }

    /** A paragraph. */
    public ConsolePage paragraph(String chinese, String english) {
        return paragraph(new Wording(chinese, english));
    }

    public ConsolePage paragraph(Wording wording) {
        return paragraph("", wording);
    }

    /** One of a class. */
    public ConsolePage paragraph(String of, Wording wording) {
        out.raw(of.isEmpty() ? "<p>" : "<p class=\"" + of + "\">");
        said(wording);
        out.raw("</p>\n");
        return this;
    }

    /** The head of a column. */
    public record Head(Wording said) {

        public Head(String chinese, String english) {
            this(new Wording(chinese, english));
        }
    }

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
        out.raw("</main>\n<footer class=\"asof\">");
        point("业务日期", "Effective on", asOf.effectiveOn().toString());
        out.raw(" · ");
        point("记账时间", "Recorded as of", asOf.recordedAsOf().toString());
        out.raw(" · ");
        point("账本日志位置", "Position", Long.toString(asOf.position()));
        AsOfDocument.CheckpointDocument checkpoint = asOf.checkpoint();
        if (checkpoint != null) {
            out.raw(" · ");
            point("已按签名核对到", "Held against the signed head of", Long.toString(checkpoint.size()));
        }
        AsOfDocument.LagDocument lag = asOf.lag();
        if (lag != null) {
            paragraph("late", new Wording("尚有 " + lag.facts() + " 条未到", "not yet read of the log", lag.facts() + " facts of the log are not yet read"));
        }
        return close();
    }

    private void point(String chinese, String english, String value) {
        said(new Wording(chinese, english));
        out.raw(" ").text(value);
    }

    /** The whole page, of something that is as of no point. */
    public String end() {
        out.raw("</main>\n<footer class=\"asof\">");
        return close();
    }

    private String close() {
        out.raw("</footer>\n");
        return PageLanguage.kept(out.toString()) + "<script type=\"module\">" + SCRIPT + "</script>\n</body>\n</html>\n";
    }

    /** A page with what is written above it. */
    public static String withBar(String page, String bar) {
        int main = page.indexOf(MAIN);
        return main < 0 ? page : page.substring(0, main) + PageLanguage.kept(bar) + page.substring(main);
    }

    private static String read(String module) {
        try (InputStream in = ConsolePage.class.getResourceAsStream("/console/" + module)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
