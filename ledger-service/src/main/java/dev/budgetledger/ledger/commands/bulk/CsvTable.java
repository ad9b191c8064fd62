package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Utf8;
import dev.budgetledger.edge.problems.ProblemException;
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

    /** None: what stands in the first line is the header. */
    @Override
    public int titleRowsMax() {
        return 0;
    }
}
