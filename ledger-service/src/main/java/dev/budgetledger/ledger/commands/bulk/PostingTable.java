package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.CommandDocument;
import dev.budgetledger.ledger.commands.bulk.PostingRows.PostingRow;
import dev.budgetledger.ledger.commands.bulk.TableRows.TableRow;
import dev.budgetledger.ledger.commands.bulk.TableWords.Heading;
import dev.budgetledger.ledger.commands.bulk.TableWords.Unit;
import dev.budgetledger.ledger.commands.sheets.SheetCell;

import static dev.budgetledger.edge.problems.ProblemCode.*;

/**
 * A table of postings, one line of a posting or one thing of a statement a row: rows of the same {@code posting} that follow each other are one
 * posting. A cell that shows nothing says nothing. Every posting becomes the document it would be in JSON.
 */
final class PostingTable implements Items {

    /** More than a posting may have; what follows need not be kept to be refused. */
    private static final int MOST_ROWS = 5001;

    /** Of one posting: for each the posting is read once more. */
    private static final int FAULTS_MAX = 20;

    /** A title, a unit, who filled it in and when: more does not stand above a header. */
    private static final int TITLE_ROWS_MAX = 20;

    /** A row is the header if this many of its cells name columns: a title has one or two. */
    private static final int HEADINGS_MIN = 3;

    private final TableRows rows;
    private final Reader reader;
    private final Map<Integer, Heading> headings = new HashMap<>();
    private final Map<String, Heading> byField = new HashMap<>();
    private final int width;
    private final long headerLine;
    private @Nullable Unit titleUnit;
    private @Nullable PostingRow ahead;
    private boolean ended;

    /**
     * Reads the header.
     *
     * @throws ProblemException if it is not one of the documented columns
     */
    PostingTable(TableRows rows, Reader reader) throws IOException {
        this.rows = rows;
        this.reader = reader;
        TableRow header = header();
        width = header.width();
        headerLine = header.line();
        for (Map.Entry<Integer, SheetCell> cell : header.cells().entrySet()) {
            String text = cell.getValue().text();
            Heading heading = TableWords.heading(text);
            if (heading == null && width < 0 && text.isBlank()) {
                continue; // beneath a merged cell, or no column at all
            }
            if (heading == null && TableWords.isNameOfProject(text) && TableWords.hasProject(header)) {
                heading = new Heading(text, null, null, Heading.Use.IGNORED);
            }
            if (heading == null) {
                throw new ProblemException(UNKNOWN_FIELD, text,
                        PlainText.quoted(text) + " is not a column: call it as the template does, or begin it with 备注 and it is not read").at(header.line());
            }
            if (heading.column() != null && byField.put(heading.column().field(), heading) != null) {
                throw new ProblemException(MALFORMED_CSV, text, "the column is there twice").at(header.line());
            }
            if (heading.unit() != null && titleUnit != null && heading.unit() != titleUnit) {
                throw new ProblemException(FIELD_INVALID, text, "its unit is not the one that a title above it says").at(header.line());
            }
            headings.put(cell.getKey(), heading);
        }
    }

    private TableRow header() throws IOException {
        TableRow row = rows.next();
        for (int titles = 0; titles < TITLE_ROWS_MAX && row != null && !isHeader(row); titles++) {
            for (SheetCell cell : row.cells().values()) {
                title(cell.text(), row.line());
            }
            row = rows.next();
        }
        if (row == null || !isHeader(row)) {
            throw new ProblemException(MALFORMED_CSV, "body",
                    "a header is required, a row that names " + HEADINGS_MIN + " columns or more, below " + TITLE_ROWS_MAX + " titles or fewer");
        }
        if (row.width() > row.cells().size()) {
            throw new ProblemException(UNKNOWN_FIELD, "", "\"\" is not a column").at(row.line());
        }
        return row;
    }

    private static boolean isHeader(TableRow row) {
        return row.cells().values().stream().map(cell -> TableWords.heading(cell.text()))
                .filter(heading -> heading != null && heading.column() != null).count() >= HEADINGS_MIN;
    }

    private void title(String text, long line) {
        String said = TableWords.unitOfTitle(text);
        if (said == null) {
            return;
        }
        Unit unit = switch (said) {
            case "元" -> Unit.YUAN;
            case "万元" -> Unit.WAN_YUAN;
            default -> throw new ProblemException(
                    FIELD_INVALID, "amount", "amounts are in 元 or 万元, not " + PlainText.quoted(said)).at(line);
        };
        if (titleUnit != null && titleUnit != unit) {
            throw new ProblemException(FIELD_INVALID, "amount", "two titles say two units").at(line);
        }
        titleUnit = unit;
    }

    @Override
    public @Nullable Item next() throws IOException {
        PostingRow first = null;
        try {
            first = nextRow();
            if (first == null) {
                return null;
            }
            List<PostingRow> posting = new ArrayList<>(List.of(first));
            String id = first.values().get("posting");
            while (id != null && ahead == null) {
                PostingRow next = nextRow();
                if (next == null || !id.equals(next.values().get("posting"))) {
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
            return reader.illegible(first == null ? rows.line() : first.line(), why);
        }
    }

    private @Nullable PostingRow nextRow() throws IOException {
        PostingRow kept = ahead;
        ahead = null;
        if (kept != null) {
            return kept;
        }
        for (TableRow row = ended ? null : rows.next(); row != null; row = rows.next()) {
            boolean saysNothing = row.cells().values().stream().allMatch(SheetCell::isBlank) || TableWords.isFoot(row);
            PostingRow read = saysNothing || isPosted(row) ? null : read(row);
            if (read != null && (!read.values().isEmpty() || !read.faults().isEmpty())) {
                return read;
            }
        }
        return null;
    }

    /** An outcome sheet that comes again has been corrected where something was wrong. */
    private boolean isPosted(TableRow row) {
        return row.cells().keySet().stream().map(headings::get)
                .anyMatch(heading -> heading != null && heading.use() == Heading.Use.POSTED_AS);
    }

    private PostingRow read(TableRow row) {
        PostingRow read = new PostingRow(row.line(), new HashMap<>(), new ArrayList<>());
        String total = hasType(row) ? null : total(row);
        if (total != null) {
            read.faults().add(ProblemException.invalid("row",
                    PlainText.quoted(total) + " is a total of other rows and no posting: delete the row"));
            return read;
        }
        if (row.width() != width) {
            read.faults().add(new ProblemException(MALFORMED_CSV, "body", "a row has " + row.width() + " cells, the header " + width));
        }
        if (row.isHidden()) {
            read.faults().add(ProblemException.invalid("row", "is hidden: show it, or delete it"));
        }
        row.cells().forEach((index, cell) -> read(index, cell, read));
        return read;
    }

    /** What a row says first, if that is that it adds up others; else null. */
    private @Nullable String total(TableRow row) {
        for (Map.Entry<Integer, SheetCell> cell : row.cells().entrySet()) {
            if (TableWords.isTotal(cell.getValue().text())) {
                return cell.getValue().text();
            }
            Heading heading = headings.get(cell.getKey());
            if (heading != null && heading.use() == Heading.Use.READ && !cell.getValue().isBlank()) {
                return null;
            }
        }
        return null;
    }

    private boolean hasType(TableRow row) {
        return row.cells().entrySet().stream().anyMatch(cell -> {
            Heading heading = headings.get(cell.getKey());
            return heading != null && heading.column() != null && heading.column().field().equals("type")
                    && heading.column().hasValue(cell.getValue().text());
        });
    }

    private void read(int index, SheetCell cell, PostingRow row) {
        Heading heading = headings.get(index);
        if (heading == null) {
            if (width < 0 && !cell.text().isBlank()) {
                row.faults().add(new ProblemException(UNKNOWN_FIELD, cell.text(), PlainText.quoted(cell.text()) + " stands in a column without a header"));
            }
            return;
        }
        TableColumn column = heading.column();
        if (column == null) {
            return;
        }
        try {
            row.values().put(column.field(), CellValues.read(cell, column, unit(heading)));
        } catch (ProblemException why) {
            row.faults().add(why);
            row.values().put(column.field(), column.example());
        }
    }

    private Unit unit(Heading heading) {
        Unit own = heading.unit() == null ? titleUnit : heading.unit();
        return own == null ? Unit.YUAN : own;
    }

    private Item posting(List<PostingRow> posting) {
        long bytes = rows.restart();
        List<CommandResult.Fault> faults = new ArrayList<>();
        Item first = read(posting, bytes);
        ProblemException why = null;
        PostingFields fields = new PostingFields(posting);
        for (int i = 0; i < posting.size() && faults.size() < FAULTS_MAX; i++) {
            PostingRow row = posting.get(i);
            for (ProblemException unread : row.faults()) {
                ProblemException fault = fields.named(unread, i);
                why = why == null ? fault.at(row.line()) : why;
                faults.add(fault(fault, row, fields.columnIn(unread.problem().field())));
            }
        }
        Set<List<Object>> mended = new HashSet<>();
        Item item = posting.getFirst().values().isEmpty() ? null : first; // of which nothing is read, that is all that is wrong
        while (item instanceof Item.Illegible illegible && faults.size() < FAULTS_MAX) {
            PostingFields.Spot spot = fields.spot(illegible.why().problem());
            PostingRow row = posting.get(spot.row());
            ProblemException told = inWords(illegible.why(), spot.column(), row);
            why = why == null ? told.at(row.line()) : why;
            faults.add(fault(told, row, spot.column()));
            item = spot.column() != null && mended.add(List.of(spot.row(), spot.column())) && mend(illegible.why(), spot, posting)
                    ? read(posting, bytes)
                    : null;
        }
        if (why != null) {
            return new Item.Illegible(posting.getFirst().line(), first.key(), why, faults);
        }
        Item.Legible legible = (Item.Legible) first;
        return new Item.Legible(legible.line(), bytes, legible.submission(), problem -> {
            PostingFields.Spot spot = fields.spot(problem.field(), null);
            return new CommandResult.Fault(posting.get(spot.row()).line(), header(spot.column()), problem.code(), problem.field(), problem.detail());
        });
    }

    private Item read(List<PostingRow> posting, long bytes) {
        long line = posting.getFirst().line();
        try {
            return reader.read(line, bytes, CommandDocument.object(PostingRows.of(posting)));
        } catch (ProblemException why) {
            return reader.illegible(line, why);
        }
    }

    /** Writes something right where something is wrong, so that what else is wrong is found too; false if that cannot be told. */
    private static boolean mend(ProblemException why, PostingFields.Spot spot, List<PostingRow> posting) {
        PostingRow row = posting.get(spot.row());
        TableColumn column = TableWords.of(spot.column());
        if (column == null || PostingRows.DECIDING.contains(column.field())) {
            return false;
        }
        if (why.problem().code().equals(UNKNOWN_FIELD.name()) || spot.isRepeated()) {
            return row.values().remove(column.field()) != null;
        }
        String wrong = row.values().put(column.field(), column.example());
        if (PostingRows.isOfPosting(posting.getFirst(), column.field())) {
            posting.stream().skip(1L + spot.row()).forEach(again -> again.values().computeIfPresent(column.field(), (_, said) -> said.equals(wrong) ? column.example() : said));
        }
        return true;
    }

    /** A name that a column does not have, refused with those that it has in a table: of the types some, each as it may be called. */
    private static ProblemException inWords(ProblemException why, @Nullable String field, PostingRow row) {
        TableColumn column = TableWords.of(field);
        String said = column == null ? null : row.values().get(column.field());
        if (column == null || said == null || column.form() != TableColumn.Form.NAME || column.hasValue(said)
                || !why.problem().code().equals(FIELD_INVALID.name())) {
            return why;
        }
        return ProblemException.invalid(why.problem().field(), "one of " + column.words() + ", not " + PlainText.quoted(said));
    }

    private CommandResult.Fault fault(ProblemException why, PostingRow row, @Nullable String column) {
        return new CommandResult.Fault(row.line(), header(column), why.problem().code(), why.problem().field(), why.problem().detail());
    }

    private @Nullable String header(@Nullable String column) {
        Heading heading = column == null ? null : byField.get(column);
        return heading == null ? null : PlainText.quoted(heading.text());
    }

    /** Where the header stands, and what its columns are. */
    OutcomeSheet.Layout layout() {
        return new OutcomeSheet.Layout(headerLine, Map.copyOf(headings));
    }

    /** A field of the line that a transfer gives to. */
    static String to(String field) {
        return "to" + Character.toUpperCase(field.charAt(0)) + field.substring(1);
    }
}
