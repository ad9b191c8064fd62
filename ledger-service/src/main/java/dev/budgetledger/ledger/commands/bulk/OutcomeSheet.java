package dev.budgetledger.ledger.commands.bulk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.ledger.commands.bulk.TableWords.Heading;
import dev.budgetledger.ledger.commands.sheets.SheetCell;
import dev.budgetledger.ledger.commands.sheets.SheetRow;
import dev.budgetledger.ledger.commands.sheets.SheetRows;
import dev.budgetledger.ledger.commands.sheets.SheetWriter;
import dev.budgetledger.ledger.commands.sheets.WorkbookFile;

/**
 * 结果表: the rows of a sheet as they were sent, each with what became of it. Sent again, rows that were posted are passed over. The sheet is read a
 * second time for it, row by row as the results come.
 */
final class OutcomeSheet implements ResultWriter {

    private static final String SHEET = "结果";
    private static final int WIDTH = 16;

    private final SheetRows rows;
    private final Layout layout;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final SheetWriter writer;
    private @Nullable SheetRow ahead;
    private @Nullable CommandResult result;

    /**
     * Where what is in a table.
     *
     * @param headerLine number of the row that is the header
     * @param headings by column from 0
     */
    record Layout(long headerLine, Map<Integer, Heading> headings) {

        /** That of a word, the first one of it; beside all others if there is none yet. */
        int column(String word) {
            List<String> words = List.of(OutcomeWords.RESULT, OutcomeWords.REASON, OutcomeWords.POSTED_AS);
            return headings.entrySet().stream().filter(entry -> entry.getValue().text().equals(word)).map(Map.Entry::getKey)
                    .min(Integer::compare)
                    .orElse(width() + words.indexOf(word));
        }

        private int width() {
            return headings.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
        }

        /** Whether a row says something that is read. */
        boolean isRead(SheetRow row) {
            return row.number() > headerLine && row.cells().keySet().stream().map(headings::get)
                    .anyMatch(heading -> heading != null && heading.use() == Heading.Use.READ);
        }

        boolean isPosted(SheetRow row) {
            return row.cells().containsKey(column(OutcomeWords.POSTED_AS));
        }
    }

    /** @param rows of the sheet, from the first */
    OutcomeSheet(SheetRows rows, Layout layout) throws IOException {
        this.rows = rows;
        this.layout = layout;
        writer = new SheetWriter(bytes, SHEET, layout.headings().keySet().stream().sorted().map(_ -> WIDTH).toList());
        ahead = rows.next();
    }

    @Override
    public String mediaType() {
        return WorkbookFile.MEDIA_TYPE;
    }

    @Override
    public byte[] write(CommandResult next, boolean first) throws IOException {
        copy(Objects.requireNonNull(next.line()));
        result = next;
        return taken();
    }

    @Override
    public byte[] end(boolean none) throws IOException {
        copy(Long.MAX_VALUE);
        writer.end(List.of(), 0, 0);
        return taken();
    }

    private byte[] taken() {
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }

    /** Writes the rows before a line, those of the last result with it. */
    private void copy(long line) throws IOException {
        for (SheetRow row = ahead; row != null && row.number() < line; row = ahead) {
            boolean isHeader = row.number() == layout.headerLine();
            SortedMap<Integer, SheetCell> cells = new TreeMap<>(row.cells());
            if (isHeader) {
                List.of(OutcomeWords.RESULT, OutcomeWords.REASON, OutcomeWords.POSTED_AS).forEach(word -> put(cells, word, word));
            } else if (result != null && layout.isRead(row) && !layout.isPosted(row)) {
                say(cells, result, row.number());
            }
            writer.row(row.number(), cells, isHeader);
            ahead = rows.next();
        }
    }

    private void say(SortedMap<Integer, SheetCell> cells, CommandResult of, long line) {
        put(cells, OutcomeWords.RESULT, OutcomeWords.result(of));
        put(cells, OutcomeWords.REASON, reason(of, line));
        put(cells, OutcomeWords.POSTED_AS, of.receipt() == null ? "" : String.valueOf(of.receipt().postingId()));
    }

    /** What is wrong in the row; of another row of the posting it is enough to name that. */
    private static String reason(CommandResult of, long line) {
        if (of.problem() == null) {
            return "";
        }
        List<CommandResult.Fault> faults = of.faults() == null ? List.of() : of.faults();
        String here = faults.stream().filter(fault -> fault.line() == line)
                .map(fault -> (fault.column() == null ? "" : fault.column() + ": ") + fault.detail())
                .collect(Collectors.joining("; "));
        if (!here.isEmpty()) {
            return here;
        }
        return faults.isEmpty() ? of.problem().detail() : "→ " + faults.getFirst().line();
    }

    private void put(SortedMap<Integer, SheetCell> cells, String word, String text) {
        int column = layout.column(word);
        if (text.isEmpty()) {
            cells.remove(column);
        } else {
            cells.put(column, SheetCell.text(text));
        }
    }
}
