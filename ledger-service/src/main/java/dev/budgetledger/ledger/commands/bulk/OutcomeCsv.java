package dev.budgetledger.ledger.commands.bulk;

import java.nio.charset.Charset;
import java.util.SortedMap;
import java.util.regex.Pattern;

import dev.budgetledger.ledger.commands.bulk.TableRows.TableRow;
import dev.budgetledger.ledger.commands.sheets.SheetCell;

/** 结果表 as CSV, in the encoding in which the table came, with the mark that it came with. */
final class OutcomeCsv implements OutcomeSheet.Form {

    private static final Pattern QUOTED = Pattern.compile("[\",\\r\\n]");
    private static final String END_OF_ROW = "\r\n";

    private final OutcomeSheet.Layout layout;
    private final Charset charset;
    private final StringBuilder text = new StringBuilder();

    OutcomeCsv(OutcomeSheet.Layout layout, Charset charset, boolean isMarked) {
        this.layout = layout;
        this.charset = charset;
        text.append(isMarked ? "\uFEFF" : "");
    }

    @Override
    public String mediaType() {
        return CsvFile.MEDIA_TYPE + ";charset=" + charset.name();
    }

    @Override
    public void row(TableRow row, SortedMap<Integer, SheetCell> cells, boolean isHeader) {
        int width = cells.isEmpty() ? row.width() : Math.max(row.width(), layout.widthWithOutcome());
        for (int column = 0; column < width; column++) {
            SheetCell cell = cells.get(column);
            text.append(column == 0 ? "" : ",").append(cell == null ? "" : quoted(cell.text()));
        }
        text.append(END_OF_ROW);
    }

    /** RFC 4180: where it has to be. */
    private static String quoted(String value) {
        return QUOTED.matcher(value).find() ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }

    @Override
    public void end() {
        // Nothing stands below a table.
    }

    @Override
    public byte[] taken() {
        byte[] taken = text.toString().getBytes(charset);
        text.setLength(0);
        return taken;
    }
}
