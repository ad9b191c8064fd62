package dev.budgetledger.projection.document.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.document.GridCell;
import dev.budgetledger.projection.document.GridCell.Kind;
import dev.budgetledger.projection.document.Sheet;
import dev.budgetledger.projection.document.Source;

/** A sheet as a table: its head and corners are repeated on every page. */
final class SheetMarkup {

    private static final int PERCENT = 100;

    /** A sheet of no more rows is not parted by the end of a page. */
    private static final int SHORT_MAX = 12;

    private final Markup out;
    private final @Nullable Function<Source, String> address;

    /** @param address where the source of a figure is read; absent where nothing leads anywhere */
    SheetMarkup(Markup out, @Nullable Function<Source, String> address) {
        this.out = out;
        this.address = address;
    }

    /** @param titled whether the title stands above it already */
    void write(Sheet sheet, boolean titled) {
        int[] widths = ColumnWidths.of(sheet);
        boolean isShort = sheet.body().size() <= SHORT_MAX;
        boolean isCrowded = ColumnWidths.isCrowded(widths);
        out.raw("<div class=\"sheet").raw(isCrowded || ColumnWidths.isWide(sheet) ? " wide" : "").raw(isShort ? " short" : "")
                .raw(isCrowded ? " f" + ColumnWidths.size(widths) : "").raw("\">\n<table>\n");
        if (!titled && !sheet.title().isEmpty()) {
            out.raw("<caption>").text(sheet.title()).raw("</caption>\n");
        }
        columns(widths, isCrowded);
        out.raw("<thead>\n");
        corners(sheet.corners(), widths.length);
        sheet.head().forEach(this::row);
        out.raw("</thead>\n<tbody>\n");
        sheet.body().forEach(this::row);
        out.raw("</tbody>\n</table>\n");
        sheet.notes().forEach(note -> out.raw("<p class=\"note\">").text(note).raw("</p>\n"));
        out.raw("</div>\n");
    }

    private void columns(int[] widths, boolean isCrowded) {
        int all = Arrays.stream(widths).sum();
        out.raw("<colgroup>");
        for (int width : widths) {
            out.raw("<col class=\"" + (isCrowded ? "c" + width : HtmlPages.WIDTH + (width * PERCENT + all / 2) / all) + "\"/>");
        }
        out.raw("</colgroup>\n");
    }

    private void corners(Sheet.Corners corners, int width) {
        if (!(corners.left() + corners.middle() + corners.right()).isEmpty()) {
            out.raw("<tr class=\"corners\"><td colspan=\"" + width + "\"><span class=\"left\">").text(corners.left())
                    .raw("</span><span>").text(corners.middle())
                    .raw("</span><span class=\"right\">").text(corners.right()).raw("</span></td></tr>\n");
        }
    }

    private void row(List<GridCell> cells) {
        out.raw("<tr>");
        cells.forEach(this::cell);
        out.raw("</tr>\n");
    }

    private void cell(GridCell cell) {
        boolean isHead = cell.kind() == Kind.HEAD || cell.kind() == Kind.LABEL;
        out.raw(isHead ? "<th" : "<td").raw(" class=\"" + cell.kind().name().toLowerCase(Locale.ROOT) + "\"");
        if (cell.columns() > 1) {
            out.raw(" colspan=\"" + cell.columns() + "\"");
        }
        if (cell.rows() > 1) {
            out.raw(" rowspan=\"" + cell.rows() + "\"");
        }
        switch (cell.kind()) {
            case HEAD -> out.raw(cell.columns() > 1 ? " scope=\"colgroup\"" : " scope=\"col\"");
            case LABEL -> out.raw(cell.rows() > 1 ? " scope=\"rowgroup\"" : " scope=\"row\"");
            case COUNT, MARK, WORDS, NUMBER -> {}
        }
        out.raw(">");
        Source source = cell.source();
        if (source == null || address == null) {
            out.text(cell.text());
        } else {
            out.raw("<a href=\"").text(address.apply(source)).raw("\">").text(cell.text()).raw("</a>");
        }
        out.raw(isHead ? "</th>" : "</td>");
    }
}
