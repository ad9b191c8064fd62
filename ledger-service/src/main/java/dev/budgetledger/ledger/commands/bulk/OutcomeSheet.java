package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.bulk.TableRows.TableRow;
import dev.budgetledger.ledger.commands.bulk.TableWords.Heading;
import dev.budgetledger.ledger.commands.sheets.SheetCell;

/**
 * 结果表: the rows of a sheet as they were sent, each with what became of it. Sent again, rows that were posted are passed over. The sheet is read a
 * second time for it, row by row as the results come.
 */
final class OutcomeSheet implements ResultWriter {

    private final TableRows rows;
    private final Layout layout;
    private final Form form;
    private @Nullable TableRow ahead;
    private long copied;
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

        /** How many columns the sheet has with those of the outcome. */
        int widthWithOutcome() {
            return Math.max(width(), column(OutcomeWords.POSTED_AS) + 1);
        }

        private int width() {
            return headings.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
        }

        /** Whether a row says something that is read. */
        boolean isRead(TableRow row) {
            return row.line() > headerLine && !TableWords.isFoot(row) && row.cells().keySet().stream().map(headings::get)
                    .anyMatch(heading -> heading != null && heading.use() == Heading.Use.READ);
        }

        boolean isPosted(TableRow row) {
            return row.cells().containsKey(column(OutcomeWords.POSTED_AS));
        }
    }

    /** How it is written: as it was sent. */
    interface Form {

        String mediaType();

        /**
         * Writes a row.
         *
         * @param cells of the row and what became of it
         */
        void row(TableRow row, SortedMap<Integer, SheetCell> cells, boolean isHeader) throws IOException;

        void end() throws IOException;

        /** What was written since this was called last. */
        byte[] taken();
    }

    /** @param rows of the sheet, from the first */
    OutcomeSheet(TableRows rows, Layout layout, Form form) throws IOException {
        this.rows = rows;
        this.layout = layout;
        this.form = form;
        ahead = next();
    }

    @Override
    public String mediaType() {
        return form.mediaType();
    }

    @Override
    public byte[] write(CommandResult next, boolean first) throws IOException {
        copy(Objects.requireNonNull(next.line()));
        result = next;
        return form.taken();
    }

    @Override
    public byte[] end(boolean none) throws IOException {
        copy(Long.MAX_VALUE);
        if (result != null && Objects.requireNonNull(result.line()) > copied) {
            unreadable(result);
        }
        form.end();
        return form.taken();
    }

    /** Null after the last, and where it cannot be told any more where a row begins: that its result says. */
    private @Nullable TableRow next() throws IOException {
        try {
            return rows.next();
        } catch (ProblemException unreadable) {
            return null;
        }
    }

    /** What became of a row that cannot be copied, in a row of its own. */
    private void unreadable(CommandResult of) throws IOException {
        long line = Objects.requireNonNull(of.line());
        SortedMap<Integer, SheetCell> cells = new TreeMap<>();
        say(cells, of, line);
        form.row(new TableRow(line, new TreeMap<>(), -1, false), cells, false);
    }

    /** Writes the rows before a line, those of the last result with it. */
    private void copy(long line) throws IOException {
        for (TableRow row = ahead; row != null && row.line() < line; row = ahead) {
            boolean isHeader = row.line() == layout.headerLine();
            SortedMap<Integer, SheetCell> cells = new TreeMap<>(row.cells());
            if (isHeader) {
                List.of(OutcomeWords.RESULT, OutcomeWords.REASON, OutcomeWords.POSTED_AS).forEach(word -> put(cells, word, word));
            } else if (result != null && layout.isRead(row) && !layout.isPosted(row)) {
                say(cells, result, row.line());
            }
            form.row(row, cells, isHeader);
            copied = row.line();
            ahead = next();
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
