package dev.budgetledger.projection.checks;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.RequestProblem;

/**
 * A set of tables as someone published it: a zip of {@code three-public.csv} or {@code t9-three-public.csv}, one a table,
 * and {@code statements.csv}.
 *
 * <p>Strict: a file that is not understood would be a table that is not checked. Everything is bounded before it is
 * unpacked, so that a small body cannot become a large one.
 */
final class ImportedTables {

    static final int BODY_BYTES_MAX = 1 << 20;
    static final int FILE_BYTES_MAX = 1 << 18;
    static final String STATEMENTS = "statements.csv";

    /** The tables and the statements. */
    private static final int MOST_FILES = TableId.values().length + 1;

    private static final Pattern FILE = Pattern.compile("(?:t([1-9])-)?([a-z-]+)\\.csv");

    private final int year;
    private final Template forms;
    private final Unit unit;
    private final Map<TableId, PrintedTable> tables = new EnumMap<>(TableId.class);
    private @Nullable Statements statements;

    private ImportedTables(int year, Template forms, Unit unit) {
        this.year = year;
        this.forms = forms;
        this.unit = unit;
    }

    /**
     * Reads the body of a request.
     *
     * @throws ProblemException if it is not such a zip; the problem names the file, and the row in it
     */
    static PrintedTables read(InputStream body, int year, Template forms, Unit unit, @Nullable UnitNature nature)
            throws IOException {
        byte[] zip = body.readNBytes(BODY_BYTES_MAX + 1);
        if (zip.length > BODY_BYTES_MAX) {
            throw new ProblemException(ProblemCode.BODY_TOO_LARGE, "body", "a set of tables has at most " + BODY_BYTES_MAX + " bytes");
        }
        ImportedTables set = new ImportedTables(year, forms, unit);
        set.addAll(WholeZip.files(zip));
        return new PrintedTables(forms, unit, set.tables, set.statementsOrNone(), nature, null);
    }

    private void addAll(List<WholeZip.Entry> files) {
        if (files.isEmpty()) {
            throw new ProblemException(ProblemCode.BODY_INVALID, "body", "a zip without files");
        }
        if (files.size() > MOST_FILES) {
            throw new ProblemException(ProblemCode.BODY_TOO_LARGE, "body", "a set of tables has at most " + MOST_FILES + " files");
        }
        for (WholeZip.Entry file : files) {
            if (file.size() > FILE_BYTES_MAX) {
                throw new ProblemException(ProblemCode.BODY_TOO_LARGE, file.name(), file.name() + " has more than " + FILE_BYTES_MAX + " bytes");
            }
            add(file.name(), file.unpack());
        }
    }

    private void add(String name, byte[] csv) {
        if (name.equals(STATEMENTS)) {
            if (statements != null) {
                throw RequestProblem.fileInvalid(name, "there are two");
            }
            statements = StatementsFile.read(new CsvRows(name, csv), year, unit);
            return;
        }
        TableId id = table(name).orElseThrow(() -> new ProblemException(ProblemCode.FILE_UNKNOWN,
                name, "no table has the file " + name + "; such are three-public.csv and t9-three-public.csv"));
        if (tables.putIfAbsent(id, TableFile.read(id, forms, new CsvRows(name, csv))) != null) {
            throw RequestProblem.fileInvalid(name, "the table " + id.id() + " is there twice");
        }
    }

    private static Optional<TableId> table(String file) {
        Matcher name = FILE.matcher(file);
        return name.matches()
                ? TableId.of(name.group(2))
                        .filter(id -> name.group(1) == null || Integer.parseInt(name.group(1)) == number(id))
                : Optional.empty();
    }

    /** The place of a table in the printed disclosure, from 1. */
    private static int number(TableId id) {
        return List.of(TableId.values()).indexOf(id) + 1;
    }

    private Statements statementsOrNone() {
        return statements == null ? Statements.absent("there is no " + STATEMENTS) : statements;
    }
}
