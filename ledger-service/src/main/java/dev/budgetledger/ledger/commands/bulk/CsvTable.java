package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Utf8;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.CommandType;

import static dev.budgetledger.edge.problems.ProblemCode.*;

/**
 * A table, RFC 4180, one line of a posting or one thing of a statement a row: rows of the same {@code posting} that follow each other are one
 * posting. An empty cell says nothing. Every posting becomes the document it would be in JSON.
 */
final class CsvTable implements Items {

    /** What is said of a line, or of the one a transfer takes from. */
    private static final List<String> LINE = List.of(
            "fund", "origin", "unit", "function", "kind", "economic", "governmentEconomic", "project", "tag");

    /** What is said of the line a transfer gives to. */
    private static final List<String> TO =
            Stream.concat(Stream.of("department"), LINE.stream()).map(CsvTable::to).toList();

    /** What is said of the whole posting. */
    private static final List<String> POSTING = List.of("type", "department", "fiscalYear", "documentNo",
            "superiorDocumentNo", "effectiveOn", "reason", "authority", "postingId", "idempotencyKey", "postedBy");

    private static final List<String> OF_LINES =
            CommandType.ALL.stream().filter(CommandType::hasLines).map(CommandType::type).toList();

    private static final List<String> OF_ROWS = Stream.concat(OF_LINES.stream(), Stream.of(StatementRows.TYPE)).toList();

    /** What is said of a whole statement. */
    private static final List<String> HEAD = Stream.concat(POSTING.stream(), StatementRows.HEAD.stream()).toList();

    /** What is never said of one, but that a purchase has a fund. */
    private static final List<String> OTHERS = Stream.of(LINE.stream(), TO.stream(), Stream.of("amount")).flatMap(each -> each).toList();

    private static final Pattern OF_LINE = Pattern.compile("lines\\[(\\d{1,4})\\].*");

    /** More than a posting may have; what follows need not be kept to be refused. */
    private static final int MOST_ROWS = 5001;

    private final Measured in;
    private final CSVParser parser;
    private final Iterator<CSVRecord> rows;
    private final Reader reader;
    private final Declared encoding;
    private final Map<String, Integer> header = new HashMap<>();
    private @Nullable Row ahead;

    /** Where the row read last begins. */
    private long line;

    private boolean ended;

    /** A row and the number of the line it begins on. */
    private record Row(long line, CSVRecord cells) {}

    /**
     * Reads the header.
     *
     * @throws ProblemException if it is not one of the documented columns
     */
    CsvTable(InputStream in, Charset charset, Reader reader) throws IOException {
        this.in = new Measured(in);
        this.reader = reader;
        this.encoding = new Declared(charset);
        parser = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get().parse(Utf8.reader(this.in, charset));
        rows = parser.iterator();
        Row first = read();
        if (first == null) {
            throw new ProblemException(MALFORMED_CSV, "body", "a header is required");
        }
        for (String column : first.cells()) {
            if (!LINE.contains(column) && !TO.contains(column) && !POSTING.contains(column)
                    && !StatementRows.ONLY.contains(column) && !column.equals("posting") && !column.equals("amount")) {
                throw new ProblemException(UNKNOWN_FIELD, column, PlainText.quoted(column) + " is not a column").at(1);
            }
            if (header.put(column, header.size()) != null) {
                throw new ProblemException(MALFORMED_CSV, column, "the column is there twice").at(1);
            }
        }
    }

    @Override
    public @Nullable Item next() throws IOException {
        Row first = null;
        try {
            first = nextRow();
            if (first == null) {
                return null;
            }
            List<Row> posting = new ArrayList<>(List.of(first));
            String id = cell(first.cells(), "posting");
            while (id != null && ahead == null) {
                Row next = nextRow();
                if (next == null || !id.equals(cell(next.cells(), "posting"))) {
                    id = null;
                    ahead = next;
                } else if (posting.size() < MOST_ROWS) {
                    posting.add(next);
                }
            }
            return posting(posting);
        } catch (ProblemException why) {
            // Where cells and lines begin cannot be told any more.
            ended = true;
            return reader.illegible(first == null ? line : first.line(), why);
        }
    }

    private Item posting(List<Row> posting) {
        long bytes = in.restart();
        long line = posting.getFirst().line();
        try {
            Item item = reader.read(line, bytes, document(posting.stream().map(Row::cells).toList()));
            return item instanceof Item.Illegible(_, String key, ProblemException why)
                    ? new Item.Illegible(line, key, why.at(lineOf(why.problem().field(), posting)))
                    : item;
        } catch (ProblemException why) {
            return reader.illegible(line, why);
        }
    }

    /** Where the row begins that a field of the document was said in. */
    private long lineOf(String field, List<Row> posting) {
        Matcher ofLine = OF_LINE.matcher(field);
        int row = ofLine.matches() ? Integer.parseInt(ofLine.group(1)) : StatementRows.rowOf(cells(posting.stream().map(Row::cells).toList()), field);
        return posting.get(Math.min(row, posting.size() - 1)).line();
    }

    private List<StatementRows.Cells> cells(List<CSVRecord> posting) {
        return posting.stream().map(row -> (StatementRows.Cells) column -> cell(row, column)).toList();
    }

    private @Nullable Row nextRow() throws IOException {
        Row kept = ahead;
        ahead = null;
        if (kept != null) {
            return kept;
        }
        Row row = read();
        while (row != null && row.cells().stream().allMatch(String::isEmpty)) {
            row = read();
        }
        return row;
    }

    private @Nullable Row read() throws IOException {
        line = parser.getCurrentLineNumber() + 1;
        try {
            if (ended || !rows.hasNext()) {
                return null;
            }
            CSVRecord row = rows.next();
            encoding.require(row);
            return new Row(line, row);
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

    private ObjectNode document(List<CSVRecord> posting) {
        CSVRecord first = posting.getFirst();
        for (CSVRecord row : posting) {
            if (row.size() != header.size()) {
                throw new ProblemException(
                        MALFORMED_CSV, "body", "a row has " + row.size() + " cells, the header " + header.size());
            }
        }
        String id = cell(first, "posting");
        String fault = id == null ? null : PlainText.fault(id);
        if (fault != null) {
            throw new ProblemException(FIELD_INVALID, "posting", "posting: " + fault);
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        POSTING.forEach(column -> put(document, column, cell(first, column)));
        String type = cell(first, "type");
        if (type != null && OF_LINES.contains(type)) {
            lines(document, posting);
        } else if (StatementRows.TYPE.equals(type)) {
            posting.forEach(row -> requireSame(HEAD, row, posting));
            put(document, "key", cell(first, "key"));
            document.set("statement", StatementRows.statement(cells(posting), OTHERS));
        } else {
            if (posting.size() > 1) {
                throw new ProblemException(
                        MALFORMED_CSV, "posting", "a posting of several rows is of one of the types " + OF_ROWS);
            }
            put(document, "amount", cell(first, "amount"));
            ObjectNode from = line(first);
            if ("Transfer".equals(type)) {
                document.set("from", from);
                document.set("to", to(first));
            } else {
                document.setAll(from);
                TO.forEach(column -> put(document, column, cell(first, column)));
            }
            StatementRows.ONLY.forEach(column -> put(document, column, cell(first, column)));
        }
        return document;
    }

    private void lines(ObjectNode document, List<CSVRecord> posting) {
        ArrayNode lines = document.putArray("lines");
        for (CSVRecord row : posting) {
            requireSame(POSTING, row, posting);
            ObjectNode line = line(row);
            put(line, "amount", cell(row, "amount"));
            TO.forEach(column -> put(line, column, cell(row, column)));
            StatementRows.ONLY.forEach(column -> put(line, column, cell(row, column)));
            lines.add(line);
        }
    }

    private void requireSame(List<String> columns, CSVRecord row, List<CSVRecord> posting) {
        for (String column : columns) {
            String cell = cell(row, column);
            if (cell != null && !cell.equals(cell(posting.getFirst(), column))) {
                throw new ProblemException(FIELD_INVALID, column,
                        column + ": row " + (posting.indexOf(row) + 1) + " of the posting says something else than the first");
            }
        }
    }

    private ObjectNode line(CSVRecord row) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        LINE.forEach(column -> put(line, column, cell(row, column)));
        return line;
    }

    private static String to(String field) {
        return "to" + Character.toUpperCase(field.charAt(0)) + field.substring(1);
    }

    private ObjectNode to(CSVRecord row) {
        ObjectNode to = JsonNodeFactory.instance.objectNode();
        for (String column : TO) {
            put(to, Character.toLowerCase(column.charAt(2)) + column.substring(3), cell(row, column));
        }
        return to;
    }

    /** A year that is none stays a text, and is refused as such. */
    private static void put(ObjectNode document, String field, @Nullable String cell) {
        if (cell == null) {
            return;
        }
        if (field.equals("fiscalYear") && cell.matches("[0-9]{1,9}")) {
            document.put(field, Integer.parseInt(cell));
        } else {
            document.put(field, cell);
        }
    }

    private @Nullable String cell(CSVRecord row, String column) {
        Integer index = header.get(column);
        return index == null || index >= row.size() || row.get(index).isEmpty() ? null : row.get(index);
    }
}
