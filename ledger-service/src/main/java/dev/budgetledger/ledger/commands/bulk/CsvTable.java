package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Utf8;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.bulk.TableRows.TableRow;
import dev.budgetledger.ledger.commands.sheets.SheetCell;

import static dev.budgetledger.edge.problems.ProblemCode.MALFORMED_CSV;

/** Rows of RFC 4180. An empty cell says nothing. */
final class CsvTable implements TableRows {

    private final Measured in;
    private final CSVParser parser;
    private final Iterator<CSVRecord> rows;
    private final Declared encoding;
    private long line;

    CsvTable(InputStream in, Charset charset) throws IOException {
        this.in = new Measured(in);
        this.encoding = new Declared(charset);
        parser = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get().parse(Utf8.reader(this.in, charset));
        rows = parser.iterator();
    }

    @Override
    public @Nullable TableRow next() throws IOException {
        line = parser.getCurrentLineNumber() + 1;
        try {
            if (!rows.hasNext()) {
                return null;
            }
            CSVRecord row = rows.next();
            encoding.require(row);
            return new TableRow(line, cells(row), row.size(), false);
        } catch (UncheckedIOException fault) {
            if (fault.getCause() instanceof CSVException) {
                throw new ProblemException(MALFORMED_CSV, "body", "not CSV; nothing after it is read");
            }
            if (fault.getCause() instanceof CharacterCodingException) {
                throw new ProblemException(MALFORMED_CSV, "body",
                        "not in the encoding that Content-Type says; nothing after it is read");
            }
            throw fault.getCause();
        }
    }

    private static SortedMap<Integer, SheetCell> cells(CSVRecord row) {
        SortedMap<Integer, SheetCell> cells = new TreeMap<>();
        for (int i = 0; i < row.size(); i++) {
            if (!row.get(i).isEmpty()) {
                cells.put(i, SheetCell.text(row.get(i)));
            }
        }
        return cells;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public long restart() {
        return in.restart();
    }

    /**
     * The encoding that a table is said to have, doubted until the table shows it: many bytes of UTF-8 are GBK too, of other
     * characters. What is beyond ASCII in the first row that has any must not be UTF-8 as a whole. GBK of a few characters
     * may be, 学校 is; hardly that of a document number and a reason. Nothing later is doubted: one row has shown it for all.
     */
    private static class Declared {

        private final Charset charset;
        private boolean shown;

        Declared(Charset charset) {
            this.charset = charset;
            this.shown = charset.equals(StandardCharsets.UTF_8);
        }

        /** @throws ProblemException if the row would be the first of another encoding, and can be read in UTF-8 */
        void require(Iterable<String> row) {
            if (shown) {
                return;
            }
            boolean plain = true;
            for (String cell : row) {
                plain &= cell.chars().allMatch(character -> character < 0x80);
                shown |= !isUtf8(cell.getBytes(charset));
            }
            if (!plain && !shown) {
                throw new ProblemException(ProblemCode.FIELD_INVALID, "Content-Type",
                        "charset: " + charset + " is said, but this is UTF-8 too: send the table in UTF-8, and say so");
            }
        }

        private static boolean isUtf8(byte[] bytes) {
            try {
                Utf8.decode(bytes);
                return true;
            } catch (CharacterCodingException e) {
                return false;
            }
        }
    }
}
