package dev.budgetledger.projection.document.pages;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.budgetledger.contract.Sha256;
import dev.budgetledger.projection.document.Block;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.Links;
import dev.budgetledger.projection.document.Sheet;
import dev.budgetledger.projection.document.Source;
import dev.budgetledger.projection.document.Span;

/**
 * A document as one page: XHTML that HTML5 reads the same, with its style in it and no script, and nothing is loaded from elsewhere. Each
 * figure leads to its source.
 */
public final class HtmlPages {

    private static final int DEEPEST = 6;
    /** Of the class of a column, which ends with its share of the table in percent. */
    static final String WIDTH = "w";
    private static final String PAPER = Style.read("page.css")
            + IntStream.rangeClosed(1, 100).mapToObj(each -> "." + WIDTH + each + "{width:" + each + "%}").collect(Collectors.joining())
            + "\n";
    private static final String STYLE = PAPER + Style.read("screen.css");

    /** What a browser is told, in {@code Content-Security-Policy}: these styles and nothing else. */
    public static final String POLICY = policyOf(STYLE, ColumnWidths.CROWDED);

    /** Of other pages that look like the document. */
    public static final String CONSOLE_STYLE = STYLE + ColumnWidths.CROWDED + Style.read("console.css");

    private final Document document;
    private final boolean linked;
    private final Markup out = new Markup();
    private final SheetMarkup sheets;

    private HtmlPages(Document document, boolean linked) {
        this.document = document;
        this.linked = linked;
        sheets = new SheetMarkup(out, linked ? source -> Links.of(source, document.head()) : null);
    }

    /** The page, to be sent as UTF-8. */
    public static String of(Document document) {
        return new HtmlPages(document, true).page(STYLE);
    }

    /** The same for paper: what leads out of it does not work there. */
    static String forPaper(Document document, String style) {
        return new HtmlPages(document, false).page(PAPER + style);
    }

    /** What a browser is told: these styles and nothing else. */
    public static String policyOf(String... styles) {
        return "default-src 'none'; style-src " + Arrays.stream(styles).map(style -> "'" + hash(style) + "'").collect(Collectors.joining(" "))
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    /**
     * Writes a table as printed, without its title.
     *
     * @param address where the source of a figure is read
     */
    public static void sheet(Markup out, Sheet sheet, Function<Source, String> address) {
        new SheetMarkup(out, address).write(sheet, true);
    }

    /** What a style or a script in a page is known by. */
    public static String hash(String text) {
        return "sha256-" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.hex(text.getBytes(StandardCharsets.UTF_8))));
    }

    private String page(String style) {
        out.raw("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"zh-CN\" xml:lang=\"zh-CN\">\n<head>\n")
                .raw("<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"" + (linked ? "description" : "subject") + "\" content=\"")
                .text(Colophon.point(document.head())).raw("\"/>\n<title>").text(document.head().title()).raw("</title>\n<style>").raw(style).raw("</style>\n")
                .raw(isCrowded() ? "<style>" + ColumnWidths.CROWDED + "</style>\n" : "").raw("</head>\n<body>\n");
        cover(document.head());
        contents();
        out.raw("<main>\n");
        boolean afterGroup = false;
        for (Document.Part part : document.parts()) {
            part(part, afterGroup);
            afterGroup = part.blocks().isEmpty();
        }
        out.raw("</main>\n</body>\n</html>\n");
        return out.toString();
    }

    private boolean isCrowded() {
        return document.parts().stream().flatMap(part -> part.blocks().stream()).anyMatch(block -> block instanceof Sheet sheet && ColumnWidths.isCrowded(sheet));
    }

    private void cover(Document.Head head) {
        out.raw("<header class=\"cover\">\n<p class=\"department\">")
                .text(head.department().code() + " " + head.department().name()).raw("</p>\n<h1>").text(head.title())
                .raw("</h1>\n");
        if (head.subtitle() != null) {
            out.raw("<p class=\"subtitle\">").text(head.subtitle()).raw("</p>\n");
        }
        out.raw("<dl class=\"point\">\n");
        Colophon.of(head).forEach((term, said) ->
                out.raw("<div><dt>").text(term).raw("</dt> <dd>").text(said).raw("</dd></div>\n"));
        out.raw("</dl>\n</header>\n");
    }

    private void contents() {
        out.raw("<nav class=\"contents\" aria-labelledby=\"contents.\">\n<h2 id=\"contents.\">").text(document.head().contents()).raw("</h2>\n<ol>\n");
        for (Document.Part part : document.parts()) {
            out.raw("<li class=\"level-" + part.level() + (part.blocks().isEmpty() ? " group" : "") + "\"><a href=\"#")
                    .text(part.id()).raw("\">").text(part.title()).raw("</a></li>\n");
        }
        out.raw("</ol>\n</nav>\n");
    }

    private void part(Document.Part part, boolean afterGroup) {
        boolean isTable = !part.blocks().isEmpty() && part.blocks().getFirst() instanceof Sheet;
        boolean isNew = (isTable || part.level() == 1) && !afterGroup;
        boolean isWide = isTable && part.blocks().getFirst() instanceof Sheet sheet && (ColumnWidths.isWide(sheet) || ColumnWidths.isCrowded(sheet));
        out.raw("<section class=\"level-" + part.level() + (isTable ? " table" : "") + (isNew ? " new" : "") + (isWide ? " wide" : "")
                + "\" id=\"").text(part.id()).raw("\">\n");
        String heading = part.heading();
        heading(1 + part.level(), heading == null || heading.isEmpty() ? part.title() : heading);
        part.blocks().forEach(block -> {
            switch (block) {
                case Block.Heading(int level, String text) -> heading(1 + part.level() + level, text);
                case Block.Paragraph(List<Span> spans) -> paragraph(spans);
                case Sheet sheet -> sheets.write(sheet, sheet.title().equals(part.title()));
            }
        });
        out.raw("</section>\n");
    }

    private void heading(int level, String text) {
        String element = "h" + Math.min(level, DEEPEST);
        out.raw("<" + element + ">").text(text).raw("</" + element + ">\n");
    }

    private void paragraph(List<Span> spans) {
        out.raw("<p>");
        for (Span span : spans) {
            Source source = span.source();
            if (source == null || !linked) {
                out.text(span.text());
            } else {
                out.raw("<a href=\"").text(Links.of(source, document.head())).raw("\">").text(span.text()).raw("</a>");
            }
        }
        out.raw("</p>\n");
    }
}
