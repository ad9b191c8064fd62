package dev.budgetledger.verifier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.budgetledger.verifier.Json.Members;

/** A document drawn as a page, out of its tree. */
final class DocumentPage {

    /** More columns than this are printed on the broad side of the paper. */
    private static final int NARROW_MAX = 9;

    /** A sheet of no more rows is not parted by the end of a page. */
    private static final int SHORT_MAX = 12;

    private static final int DEEPEST = 6;

    private static final String STYLE = style("page.css")
            + IntStream.rangeClosed(1, 100).mapToObj(each -> ".w" + each + "{width:" + each + "%}").collect(Collectors.joining())
            + "\n" + style("screen.css");

    private static final String STYLE_OF_CROWDED = IntStream.rangeClosed(6, 26)
            .mapToObj(each -> String.format(Locale.ROOT, ".c%d{width:%.2fem}", each, each * 56 / 100.0)).collect(Collectors.joining())
            + IntStream.rangeClosed(5, 18).mapToObj(each -> ".f" + each + " table{font-size:" + each / 2 + (each % 2 == 0 ? ".0" : ".5") + "pt}")
                    .collect(Collectors.joining("", "@media print{", "}\n"));

    private final Markup out;
    private final Members document;
    private final Members head;

    /** Whether each sheet is, in the order of the document; none is as releases drew it that knew of no such. */
    private final List<Boolean> crowded;

    private int sheets;

    private DocumentPage(Members document, Sink page, boolean isFormer) {
        this.out = new Markup(page);
        this.document = document;
        this.head = document.object("head");
        this.crowded = document.objects("parts").stream().flatMap(part -> part.objects("blocks").stream()).filter(block -> block.has("body"))
                .map(sheet -> !isFormer && ColumnWidths.of(sheet, (int) width(sheet)).isCrowded()).toList();
    }

    static void write(Members document, Sink page) {
        new DocumentPage(document, page, false).page();
    }

    /** As releases drew it that let columns share the paper whatever stood in them. */
    static void writeFormer(Members document, Sink page) {
        new DocumentPage(document, page, true).page();
    }

    private static String style(String name) {
        return JsonReader.decode(Resources.bytes("document/" + name));
    }

    private void page() {
        String title = head.text("title");
        out.raw("""
                <!DOCTYPE html>
                <html xmlns="http://www.w3.org/1999/xhtml" lang="zh-CN" xml:lang="zh-CN">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="description" content=\"""");
        out.text("业务日期 " + head.text("effectiveOn") + " · 记账时间 " + head.text("recordedAsOf") + " · 账本日志位置 " + head.whole("position"));
        out.raw("\"/>\n").element("title", title).raw("\n<style>" + STYLE + "</style>\n");
        out.raw((crowded.contains(true) ? "<style>" + STYLE_OF_CROWDED + "</style>\n" : "") + "</head>\n<body>\n");
        cover(title);
        contents();
        out.raw("<main>\n");
        boolean isAfterGroup = false;
        for (Members part : document.objects("parts")) {
            isAfterGroup = part(part, isAfterGroup);
        }
        out.raw("</main>\n</body>\n</html>\n");
    }

    private void cover(String title) {
        Members department = head.object("department");
        out.raw("<header class=\"cover\">\n<p class=\"department\">").text(department.text("code") + " " + department.text("name"))
                .raw("</p>\n").element("h1", title).raw("\n");
        if (head.has("subtitle")) {
            out.raw("<p class=\"subtitle\">").text(head.text("subtitle")).raw("</p>\n");
        }
        out.raw("<dl class=\"point\">\n");
        Map<String, String> said = new LinkedHashMap<>();
        said.put("业务日期", head.text("effectiveOn"));
        said.put("记账时间", head.text("recordedAsOf"));
        said.put("账本日志位置", Long.toString(head.whole("position")));
        said.put("口径", head.text("basis").equals("approved") ? "年初批复" : "变动后");
        if (head.has("ofUnit")) {
            said.put("预算单位", head.text("ofUnit"));
        }
        said.put("公开表样", head.object("form").text("id"));
        said.put("表样摘要", head.object("form").text("sha256"));
        said.forEach((term, what) -> out.raw("<div>").element("dt", term).raw(" ").element("dd", what).raw("</div>\n"));
        out.raw("</dl>\n</header>\n");
    }

    private void contents() {
        out.raw("<nav class=\"contents\" aria-labelledby=\"contents.\">\n<h2 id=\"contents.\">").text(head.text("contents"))
                .raw("</h2>\n<ol>\n");
        for (Members part : document.objects("parts")) {
            out.raw("<li class=\"level-" + part.whole("level") + (part.values("blocks").isEmpty() ? " group" : "") + "\"><a href=\"#")
                    .text(part.text("id")).raw("\">").text(part.text("title")).raw("</a></li>\n");
        }
        out.raw("</ol>\n</nav>\n");
    }

    /** Whether it is one above others. */
    private boolean part(Members part, boolean isAfterGroup) {
        List<Members> blocks = part.objects("blocks");
        long level = part.whole("level");
        boolean isTable = !blocks.isEmpty() && blocks.get(0).has("body");
        boolean isNew = (isTable || level == 1) && !isAfterGroup;
        boolean isWide = isTable && isWide(blocks.get(0));
        out.raw("<section class=\"level-" + level + (isTable ? " table" : "") + (isNew ? " new" : "") + (isWide ? " wide" : "") + "\" id=\"")
                .text(part.text("id")).raw("\">\n");
        String heading = part.has("heading") ? part.text("heading") : "";
        heading(1 + level, heading.isEmpty() ? part.text("title") : heading);
        for (Members block : blocks) {
            if (block.has("spans")) {
                out.raw("<p>");
                block.objects("spans").forEach(this::words);
                out.raw("</p>\n");
            } else if (block.has("body")) {
                sheet(block, block.text("title").equals(part.text("title")));
            } else {
                heading(1 + level + block.whole("level"), block.text("text"));
            }
        }
        out.raw("</section>\n");
        return blocks.isEmpty();
    }

    private void heading(long level, String text) {
        out.element("h" + Math.min(level, DEEPEST), text).raw("\n");
    }

    /** Words, which lead to what they are where they are a figure. */
    private void words(Members words) {
        if (words.has("source")) {
            out.raw("<a href=\"").text(Links.of(words.object("source"), head)).raw("\">").text(words.text("text")).raw("</a>");
        } else {
            out.text(words.text("text"));
        }
    }

    private static List<Members> cells(Json row) {
        return Members.values(row, "row").stream().map(Members.class::cast).toList();
    }

    private static long width(Members sheet) {
        return sheet.values(sheet.values("head").isEmpty() ? "body" : "head").stream().limit(1)
                .flatMap(row -> cells(row).stream()).mapToLong(cell -> cell.whole("columns")).sum();
    }

    /** Of the next sheet. */
    private boolean isWide(Members sheet) {
        return width(sheet) > NARROW_MAX || crowded.get(sheets);
    }

    /** @param isTitled whether its title stands above it already */
    private void sheet(Members sheet, boolean isTitled) {
        int width = (int) width(sheet);
        ColumnWidths widths = ColumnWidths.of(sheet, width);
        boolean isCrowded = crowded.get(sheets);
        out.raw("<div class=\"sheet" + (isWide(sheet) ? " wide" : "") + (sheet.values("body").size() <= SHORT_MAX ? " short" : "")
                + (isCrowded ? " f" + widths.size() : "") + "\">\n<table>\n");
        if (!isTitled && !sheet.text("title").isEmpty()) {
            out.element("caption", sheet.text("title")).raw("\n");
        }
        out.raw("<colgroup>");
        (isCrowded ? widths.inDigits() : widths.inPercent()).forEach(each -> out.raw("<col class=\"" + (isCrowded ? "c" : "w") + each + "\"/>"));
        out.raw("</colgroup>\n<thead>\n");
        Members corners = sheet.object("corners");
        String left = corners.text("left");
        String middle = corners.text("middle");
        String right = corners.text("right");
        if (!(left + middle + right).isEmpty()) {
            out.raw("<tr class=\"corners\"><td colspan=\"" + width + "\"><span class=\"left\">").text(left)
                    .raw("</span>").element("span", middle).raw("<span class=\"right\">").text(right).raw("</span></td></tr>\n");
        }
        sheet.values("head").forEach(this::row);
        out.raw("</thead>\n<tbody>\n");
        sheet.values("body").forEach(this::row);
        sheets++;
        out.raw("</tbody>\n</table>\n");
        sheet.texts("notes").forEach(note -> out.raw("<p class=\"note\">").text(note).raw("</p>\n"));
        out.raw("</div>\n");
    }

    private void row(Json row) {
        out.raw("<tr>");
        cells(row).forEach(this::cell);
        out.raw("</tr>\n");
    }

    private void cell(Members cell) {
        String kind = cell.text("kind");
        long columns = cell.whole("columns");
        long rows = cell.whole("rows");
        boolean isHead = kind.equals("HEAD");
        String element = isHead || kind.equals("LABEL") ? "th" : "td";
        out.raw("<" + element + " class=\"" + kind.toLowerCase(Locale.ROOT) + "\""
                + (columns > 1 ? " colspan=\"" + columns + "\"" : "") + (rows > 1 ? " rowspan=\"" + rows + "\"" : ""));
        if (element.equals("th")) {
            out.raw(" scope=\"" + (isHead ? "col" : "row") + ((isHead ? columns : rows) > 1 ? "group" : "") + "\"");
        }
        out.raw(">");
        words(cell);
        out.raw("</" + element + ">");
    }
}
