package dev.budgetledger.projection.document.pages;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.regex.Pattern;

import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Worksheet;

import dev.budgetledger.projection.document.GridCell;
import dev.budgetledger.projection.document.GridCell.Kind;
import dev.budgetledger.projection.document.Sheet;

/** Writes a sheet of a workbook: title, corners, grid, notes. Text stays text, whatever it begins with. */
final class XlsxSheet {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(,[0-9]{3})*(\\.[0-9]+)?");
    private static final Pattern SMALL_COUNT = Pattern.compile("[0-9]{1,6}");
    private static final String HEAD_COLOR = "F1EFEC";
    private static final int TITLE_SIZE = 16;
    private static final double TITLE_HEIGHT = 30;
    private static final double LINE_HEIGHT = 15;
    private static final int CORNERS_ROW = 1;
    private static final int GRID_ROW = 2;
    private static final int IN_TEN = 4;

    private final Worksheet worksheet;
    private final Sheet sheet;
    private final int[] widths;

    XlsxSheet(Worksheet worksheet, Sheet sheet) {
        this.worksheet = worksheet;
        this.sheet = sheet;
        widths = ColumnWidths.of(sheet);
    }

    void write() {
        for (int i = 0; i < widths.length; i++) {
            worksheet.width(i, widths[i] + 1);
        }
        across(0, 0, widths.length - 1, sheet.title(), "center");
        worksheet.style(0, 0).fontSize(TITLE_SIZE).horizontalAlignment("center").verticalAlignment("center").set();
        worksheet.rowHeight(0, TITLE_HEIGHT);
        corners();
        PlacedCell.of(sheet.head()).forEach(each -> cell(GRID_ROW, each));
        int body = GRID_ROW + sheet.head().size();
        PlacedCell.of(sheet.body()).forEach(each -> cell(body, each));
        notes(body + sheet.body().size());
        print(body);
    }

    /** Each four tenths at the sides, as far as columns let. */
    private void corners() {
        int all = Arrays.stream(widths).sum();
        int last = widths.length - 1;
        int left = 0;
        for (int sum = widths[0]; left < last && (sum + widths[left + 1]) * 10 <= all * IN_TEN; left++) {
            sum += widths[left + 1];
        }
        int right = last;
        for (int sum = widths[last]; right > left + 1 && (sum + widths[right - 1]) * 10 <= all * IN_TEN; right--) {
            sum += widths[right - 1];
        }
        across(CORNERS_ROW, 0, left, sheet.corners().left(), "left");
        if (left + 1 < right) {
            across(CORNERS_ROW, left + 1, right - 1, sheet.corners().middle(), "center");
        }
        if (right > left) {
            across(CORNERS_ROW, right, last, sheet.corners().right(), "right");
        }
    }

    private void notes(int from) {
        int all = Arrays.stream(widths).sum();
        for (int i = 0; i < sheet.notes().size(); i++) {
            String note = sheet.notes().get(i);
            across(from + i, 0, widths.length - 1, note, "left");
            worksheet.rowHeight(from + i, LINE_HEIGHT * (1 + ColumnWidths.digits(note) / all));
        }
    }

    private void across(int row, int first, int last, String text, String alignment) {
        if (!text.isEmpty()) {
            worksheet.value(row, first, text);
            worksheet.style(row, first).horizontalAlignment(alignment).verticalAlignment("center").wrapText(true).set();
            if (last > first) {
                worksheet.range(row, first, row, last).merge();
            }
        }
    }

    private void cell(int from, PlacedCell placed) {
        GridCell cell = placed.cell();
        int row = from + placed.row();
        boolean isNumber = (cell.kind() == Kind.NUMBER && NUMBER.matcher(cell.text()).matches())
                || ((cell.kind() == Kind.HEAD || cell.kind() == Kind.COUNT) && SMALL_COUNT.matcher(cell.text()).matches());
        if (isNumber) {
            worksheet.value(row, placed.column(), new BigDecimal(cell.text().replace(",", "")));
        } else if (!cell.text().isEmpty()) {
            worksheet.value(row, placed.column(), cell.text());
        }
        for (int down = 0; down < cell.rows(); down++) {
            for (int right = 0; right < cell.columns(); right++) {
                style(worksheet.style(row + down, placed.column() + right), cell, isNumber);
            }
        }
        if (cell.rows() > 1 || cell.columns() > 1) {
            worksheet.range(row, placed.column(), row + cell.rows() - 1, placed.column() + cell.columns() - 1).merge();
        }
    }

    private static void style(StyleSetter style, GridCell cell, boolean isNumber) {
        style.borderStyle(BorderStyle.THIN).verticalAlignment("center").wrapText(cell.kind() != Kind.NUMBER);
        style.horizontalAlignment(switch (cell.kind()) {
            case HEAD, COUNT, MARK -> "center";
            case LABEL, WORDS -> "left";
            case NUMBER -> "right";
        });
        if (cell.kind() == Kind.HEAD) {
            style.fillColor(HEAD_COLOR);
        }
        style.format(isNumber ? format(cell.text()) : cell.kind() == Kind.NUMBER ? "General" : "@").set();
    }

    /** Shows the places that are printed, and commas where they are. */
    private static String format(String printed) {
        int point = printed.indexOf('.');
        return (printed.contains(",") ? "#,##0" : "0") + (point < 0 ? "" : "." + "0".repeat(printed.length() - point - 1));
    }

    private void print(int body) {
        worksheet.paperSize(PaperSize.A4_PAPER);
        worksheet.pageOrientation(ColumnWidths.isWide(sheet) ? "landscape" : "portrait");
        worksheet.setFitToPage(true);
        worksheet.fitToWidth((short) 1);
        worksheet.fitToHeight((short) 0);
        worksheet.repeatRows(0, body - 1);
        worksheet.footer("— &P —", Position.CENTER);
        worksheet.freezePane(0, body);
        worksheet.hideGridLines();
    }
}
