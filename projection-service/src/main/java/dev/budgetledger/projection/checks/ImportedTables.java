package dev.budgetledger.projection.checks;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.RequestProblem;

/**
 * A set of tables as someone published it: a zip of {@code three-public.csv}, {@code t9.csv} or {@code t9-three-public.csv}, one a
 * table, and {@code statements.csv}.
 *
 * <p>Strict: a file that is not understood would be a table that is not checked. Everything is bounded before it is
 * unpacked, so that a small body cannot become a large one.
 */
final class ImportedTables {

    static final int BODY_BYTES_MAX = 1 << 20;
    static final int FILE_BYTES_MAX = 1 << 18;
    static final String STATEMENTS = "statements.csv";

    private static final Pattern FILE = Pattern.compile("(?:t(?<number>[1-9][0-9]?)(?:-(?<id>[a-zA-Z0-9_-]+))?|(?<only>[a-zA-Z0-9_-]+))\\.csv");

    private final FormPlan form;
    private final int year;
    private final @Nullable Unit measure;
    private final Map<String, RawTable> tables = new LinkedHashMap<>();
    private @Nullable Statements statements;

    private ImportedTables(FormPlan form, int year, @Nullable Unit measure) {
        this.form = form;
        this.year = year;
        this.measure = measure;
    }

    /**
     * Reads the body of a request.
     *
     * @param measure what every amount of the tables is counted in; absent if in what each says, or else its form
     * @throws ProblemException if it is not such a zip; the problem names the file, and the row and the column in it
     */
    static PrintedTables read(InputStream body, Form form, int year, @Nullable Unit measure, @Nullable UnitNature nature)
            throws IOException {
        byte[] zip = body.readNBytes(BODY_BYTES_MAX + 1);
        if (zip.length > BODY_BYTES_MAX) {
            throw new ProblemException(ProblemCode.BODY_TOO_LARGE, "body", "a set of tables has at most " + BODY_BYTES_MAX + " bytes");
        }
        ImportedTables set = new ImportedTables(FormPlan.of(form, year, UnitNature.of(nature)), year, measure);
        set.addAll(WholeZip.files(zip));
        Map<String, PrintedTable> printed = RowKeys.of(set.tables.values()).stream()
                .collect(Collectors.toMap(table -> table.plan().id(), Function.identity()));
        return new PrintedTables(set.form, printed, set.statementsOrNone(), nature, null);
    }

    private void addAll(List<WholeZip.Entry> files) {
        if (files.isEmpty()) {
            throw new ProblemException(ProblemCode.BODY_INVALID, "body", "a zip without files");
        }
        int most = form.tables().size() + 1;
        if (files.size() > most) {
            throw new ProblemException(ProblemCode.BODY_TOO_LARGE, "body", "a set of tables has at most " + most + " files");
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
            statements = StatementsFile.read(new CsvRows(name, csv), year);
            return;
        }
        TablePlan plan = table(name).orElseThrow(() -> new ProblemException(ProblemCode.FILE_UNKNOWN,
                name, "no table has the file " + name + "; such are three-public.csv and t9-three-public.csv"));
        if (tables.putIfAbsent(plan.id(), TableFile.read(plan, year, measure, new CsvRows(name, csv))) != null) {
            throw RequestProblem.fileInvalid(name, "the table " + plan.id() + " is there twice");
        }
    }

    /** By the id of a table, which may look like a place, else by its place in the printed disclosure, or both. */
    private Optional<TablePlan> table(String file) {
        Optional<TablePlan> own = form.tables().stream().filter(plan -> file.equals(plan.id() + ".csv")).findFirst();
        if (own.isPresent()) {
            return own;
        }
        Matcher name = FILE.matcher(file);
        if (!name.matches()) {
            return Optional.empty();
        }
        String number = name.group("number");
        String id = number == null ? name.group("only") : name.group("id");
        return form.tables().stream()
                .filter(plan -> number == null || number.equals(Integer.toString(plan.number())))
                .filter(plan -> id == null || id.equals(plan.id()))
                .findFirst();
    }

    private Statements statementsOrNone() {
        return statements == null ? Statements.absent("there is no " + STATEMENTS) : statements;
    }
}
