package dev.budgetledger.ledger.commands.bulk;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.CommandType;

import static dev.budgetledger.edge.problems.ProblemCode.*;

/** The document that rows of one posting are. */
final class PostingRows {

    /** What is said of a line, or of the one a transfer takes from. */
    private static final List<String> LINE = List.of(
            "fund", "origin", "unit", "function", "kind", "economic", "governmentEconomic", "project", "tag");

    /** What is said of the line a transfer gives to. */
    private static final List<String> TO =
            Stream.concat(Stream.of("department"), LINE.stream()).map(PostingTable::to).toList();

    /** What is said of the whole posting. */
    static final List<String> POSTING = List.of("type", "department", "fiscalYear", "documentNo",
            "superiorDocumentNo", "effectiveOn", "reason", "authority", "postingId", "idempotencyKey", "postedBy");

    private static final List<String> OF_LINES =
            CommandType.ALL.stream().filter(CommandType::hasLines).map(CommandType::type).toList();

    private static final List<String> OF_ROWS = Stream.concat(OF_LINES.stream(), Stream.of(StatementRows.TYPE)).toList();

    /** What is said of a whole statement. */
    private static final List<String> HEAD =
            Stream.of(POSTING.stream(), StatementRows.HEAD.stream(), Stream.of(StatementRows.UNIT)).flatMap(each -> each).toList();

    /** What is never said of one, but that a purchase has a fund. */
    private static final List<String> OTHERS = Stream.of(LINE.stream(), TO.stream(), Stream.of("amount")).flatMap(each -> each)
            .filter(column -> !column.equals(StatementRows.UNIT)).toList();

    /** What says how all the rest is read. */
    static final Set<String> DECIDING = Set.of("posting", "type", "part");

    private PostingRows() {}

    /** Whether a column is of the whole posting, and says the same in all of its rows. */
    static boolean isOfPosting(PostingRow first, String column) {
        return HEAD.contains(column) && !(column.equals(StatementRows.UNIT) && isOfLine(first, column));
    }

    /** Whether a column is of each line, and so called in the document. */
    static boolean isOfLine(PostingRow first, String column) {
        String type = first.values().get("type");
        return type != null && OF_LINES.contains(type) && !POSTING.contains(column);
    }

    /**
     * The document of a posting.
     *
     * @throws ProblemException if rows contradict each other
     */
    static ObjectNode of(List<PostingRow> posting) {
        PostingRow first = posting.getFirst();
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
            requireSame(HEAD, posting);
            put(document, "key", cell(first, "key"));
            put(document, "ofUnit", cell(first, StatementRows.UNIT));
            document.set("statement", StatementRows.statement(cells(posting), OTHERS));
        } else {
            one(document, posting, type);
        }
        return document;
    }

    private static void one(ObjectNode document, List<PostingRow> posting, @Nullable String type) {
        PostingRow first = posting.getFirst();
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

    static List<StatementRows.Cells> cells(List<PostingRow> posting) {
        return posting.stream().map(row -> (StatementRows.Cells) column -> cell(row, column)).toList();
    }

    private static void lines(ObjectNode document, List<PostingRow> posting) {
        requireSame(POSTING, posting);
        ArrayNode lines = document.putArray("lines");
        for (PostingRow row : posting) {
            ObjectNode line = line(row);
            put(line, "amount", cell(row, "amount"));
            TO.forEach(column -> put(line, column, cell(row, column)));
            StatementRows.ONLY.forEach(column -> put(line, column, cell(row, column)));
            lines.add(line);
        }
    }

    private static void requireSame(List<String> columns, List<PostingRow> posting) {
        for (int i = 0; i < posting.size(); i++) {
            for (String column : columns) {
                String cell = cell(posting.get(i), column);
                if (cell != null && !cell.equals(cell(posting.getFirst(), column))) {
                    throw new ProblemException(FIELD_INVALID, column,
                            column + ": row " + (i + 1) + " of the posting says something else than the first").at(posting.get(i).line());
                }
            }
        }
    }

    private static ObjectNode line(PostingRow row) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        LINE.forEach(column -> put(line, column, cell(row, column)));
        return line;
    }

    private static ObjectNode to(PostingRow row) {
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

    private static @Nullable String cell(PostingRow row, String column) {
        return row.values().get(column);
    }

    /**
     * A row of a table, read cell by cell.
     *
     * @param line the number it has for who wrote it
     * @param values what it says, by column
     * @param faults what its cells do not say
     */
    record PostingRow(long line, Map<String, String> values, List<ProblemException> faults) {}
}
