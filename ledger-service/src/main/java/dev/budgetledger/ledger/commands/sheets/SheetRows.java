package dev.budgetledger.ledger.commands.sheets;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.PlainText;

/** The rows of a sheet as they come. */
public final class SheetRows implements AutoCloseable {

    /** Of all cells of a row; as much as a command has. */
    private static final int ROW_CHARS_MAX = 4 * 1024 * 1024;

    private static final Pattern CELL = Pattern.compile("([A-Z]{1,3})([1-9][0-9]{0,6})");
    private static final Pattern DAY = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T00:00(?::00(?:\\.0+)?)?Z?)?");
    private static final Pattern SHARED = Pattern.compile("[0-9]{1,9}");

    private final WorkbookPart part;
    private final SheetContext context;
    private final MergedCells.Sweep merged;
    private final MergedCells found = new MergedCells();
    private int row;
    private int column;

    /** What the rest of a workbook says of the cells of a sheet. */
    record SheetContext(SharedTexts texts, CellFormats formats, boolean is1904) {}

    SheetRows(WorkbookPart part, SheetContext context, MergedCells merged) {
        this.part = part;
        this.context = context;
        this.merged = merged.sweep();
    }

    /** Reads a sheet to its end: what is merged stands there, and only then it is known to be whole. */
    static MergedCells survey(WorkbookPart part, SheetContext context) throws IOException {
        SheetRows rows = new SheetRows(part, context, new MergedCells());
        while (rows.next() != null) {}
        rows.found.require();
        return rows.found;
    }

    /**
     * The next row that shows something, null after the last.
     *
     * @throws dev.budgetledger.edge.problems.ProblemException if the sheet is not as spreadsheets write it
     */
    public @Nullable SheetRow next() throws IOException {
        while (part.next()) {
            if ("row".equals(part.begins())) {
                SheetRow next = row();
                if (!next.cells().isEmpty()) {
                    return next;
                }
            }
            String range = "mergeCell".equals(part.begins()) ? part.attribute("ref") : null;
            if (range != null) {
                found.add(range, part.name());
            }
        }
        return null;
    }

    private SheetRow row() throws IOException {
        int number = part.number("r", row + 1);
        if (number <= row || number > CellReference.ROWS_MAX) {
            throw WorkbookFault.damaged(part.name());
        }
        row = number;
        column = -1;
        boolean isHidden = part.isTrue("hidden");
        SortedMap<Integer, SheetCell> cells = new TreeMap<>();
        int chars = 0;
        while (!"row".equals(part.ends())) {
            if ("c".equals(part.begins())) {
                SheetCell cell = cell();
                if (cell != null) {
                    cells.put(column, cell);
                    chars += cell.text().length();
                }
            }
            if (chars > ROW_CHARS_MAX) {
                throw WorkbookFault.tooLarge("a row has at most " + ROW_CHARS_MAX + " characters");
            }
            proceed();
        }
        cover(cells);
        return new SheetRow(row, isHidden, cells);
    }

    private void proceed() {
        if (!part.next()) {
            throw WorkbookFault.damaged(part.name());
        }
    }

    /** What is beneath a merged cell is not seen; whose it is, the one's above or nobody's, is not known. */
    private void cover(SortedMap<Integer, SheetCell> cells) {
        List<MergedCells.Range> here = merged.of(row);
        if (here.isEmpty()) {
            return;
        }
        for (MergedCells.Range range : here) {
            for (int each = range.firstColumn(); each <= Math.min(range.lastColumn(), CellReference.COLUMNS_MAX); each++) {
                if (range.covers(each, row)) {
                    cells.put(each, SheetCell.fault("", "is merged with cell " + CellReference.letters(range.firstColumn()) + range.firstRow()
                            + ": undo that, and write in each row what is of it"));
                }
            }
        }
    }

    private @Nullable SheetCell cell() throws IOException {
        place();
        String type = part.attribute("t");
        int style = part.number("s", 0);
        RichText inline = new RichText();
        RichText value = new RichText();
        boolean hasValue = false;
        boolean isValue = false;
        boolean isFormula = false;
        proceed();
        while (!"c".equals(part.ends())) {
            if ("v".equals(part.begins())) {
                isValue = true;
                hasValue = true;
            } else if ("v".equals(part.ends())) {
                isValue = false;
            }
            isFormula |= "f".equals(part.begins());
            String text = part.text();
            if (isValue && text != null) {
                value.add(text);
            } else {
                inline.look(part);
            }
            proceed();
        }
        if ("inlineStr".equals(type)) {
            return text(inline.text());
        }
        if (!hasValue || value.text().isEmpty()) {
            return isFormula && !"str".equals(type)
                    ? SheetCell.fault("", "is a formula that was never computed: save the workbook with a spreadsheet")
                    : null;
        }
        return cell(type, value.text(), style);
    }

    private @Nullable SheetCell cell(@Nullable String type, String value, int style) throws IOException {
        return switch (type) {
            case "s" -> text(shared(value));
            case "str" -> text(value);
            case "d" -> day(value);
            case "b" -> SheetCell.text(value.equals("1") ? "TRUE" : "FALSE");
            case "e" -> SheetCell.fault(value, "shows an error, " + PlainText.quoted(value));
            case "n" -> CellNumbers.cell(value, context.formats().get(style), context.is1904());
            case null -> CellNumbers.cell(value, context.formats().get(style), context.is1904());
            default -> throw WorkbookFault.damaged(part.name());
        };
    }

    /** A date as it may be written since 2012; with a time of day it is another thing than a day. */
    private static SheetCell day(String value) {
        Matcher day = DAY.matcher(value);
        try {
            return day.matches() ? SheetCell.date(LocalDate.parse(day.group(1)).toString()) : SheetCell.fault(value, "is no day");
        } catch (DateTimeParseException none) {
            return SheetCell.fault(value, "is no day");
        }
    }

    private static @Nullable SheetCell text(String text) {
        return text.isEmpty() ? null : SheetCell.text(text);
    }

    private String shared(String number) throws IOException {
        String text = SHARED.matcher(number).matches() ? context.texts().get(Integer.parseInt(number)) : null;
        if (text == null) {
            throw WorkbookFault.damaged(part.name());
        }
        return text;
    }

    /** A cell says where it is, or it is the next one. */
    private void place() {
        String reference = part.attribute("r");
        int at = column + 1;
        if (reference != null) {
            Matcher cell = CELL.matcher(reference);
            if (!cell.matches() || Integer.parseInt(cell.group(2)) != row) {
                throw WorkbookFault.damaged(part.name());
            }
            at = CellReference.column(cell.group(1));
        }
        if (at <= column || at >= CellReference.COLUMNS_MAX) {
            throw WorkbookFault.damaged(part.name());
        }
        column = at;
    }

    @Override
    public void close() throws IOException {
        part.close();
    }

    /**
     * A row of a sheet.
     *
     * @param number as the sheet shows it, from 1
     * @param isHidden whether nobody sees it, filtered away or hidden by hand
     * @param cells those that show something, by column from 0
     */
    public record SheetRow(int number, boolean isHidden, SortedMap<Integer, SheetCell> cells) {}
}
