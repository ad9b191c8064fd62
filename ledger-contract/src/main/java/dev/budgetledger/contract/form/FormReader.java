package dev.budgetledger.contract.form;

import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Utf8;

/**
 * Reads forms. What is unknown, missing, doubled, too large, or refers to what there is not is refused, and nothing is
 * guessed. The time it takes is bounded by {@link FormLimits}. What one release takes, every later one reads: it is in the log.
 */
public final class FormReader {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(FormLimits.DEPTH_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern ZERO = Pattern.compile("|0|0\\.0{1,6}|-|—");
    private static final Pattern NO_FIGURE = Pattern.compile("|-|—");

    private FormReader() {}

    /**
     * The form of a file.
     *
     * @throws FormFault if it is none
     */
    public static Form read(byte[] json) {
        requireAtMost(json.length);
        try {
            return form(JSON.readValue(Utf8.decode(json), Object.class));
        } catch (CharacterCodingException e) {
            throw new FormFault("", "is not UTF-8");
        } catch (StreamConstraintsException e) {
            throw new FormFault("", "is deeper than " + FormLimits.DEPTH_MAX + ", or has a number or a name that is too long");
        } catch (StreamReadException e) {
            throw new FormFault(e.processor().streamReadContext().pathAsPointer().toString(),
                    "is not JSON: " + e.getOriginalMessage());
        } catch (JacksonException e) {
            throw new FormFault("", "is not JSON: " + e.getOriginalMessage());
        }
    }

    /**
     * The form of a part of something larger, as maps, lists, texts, integers and booleans.
     *
     * @throws FormFault if it is none
     */
    public static Form read(Map<?, ?> json) {
        requireAtMost(ContractJson.write(json).length);
        return form(json);
    }

    private static void requireAtMost(int bytes) {
        if (bytes > FormLimits.BYTES_MAX) {
            throw new FormFault("", "must have at most " + FormLimits.BYTES_MAX + " bytes, has " + bytes);
        }
    }

    private static Form form(@Nullable Object json) {
        JsonFields form = JsonFields.of(json == null ? "" : json, "");
        String id = form.id();
        String name = form.printed("name");
        String jurisdiction = form.text("jurisdiction", Form::isJurisdiction, "must be six digits (GB/T 2260)");
        Form.Level level = form.oneOf("level", Form.Level.class);
        Form.Of of = form.oneOf("of", Form.Of.class);
        FiscalYears years = years(form.object("fiscalYears"));
        List<TableForm> tables = form.list("tables", 1, FormLimits.TABLES_MAX, FormReader::table);
        requireUnique(tables, TableForm::id, index -> "/tables/" + index + "/id");
        DocumentForm document = form.has("document") ? DocumentReader.document(form.object("document"), tables) : null;
        form.end();
        Form read = new Form(id, name, jurisdiction, level, of, years, tables, document);
        requireAtMost(ContractJson.write(read).length); // it is larger with its defaults, and is read again
        return read;
    }

    private static FiscalYears years(JsonFields years) {
        int from = years.integer("from", 1949, 9999);
        Integer through = years.has("through") ? (Integer) years.integer("through", from, 9999) : null;
        years.end();
        return new FiscalYears(from, through);
    }

    private static TableForm table(Object json, String path) {
        JsonFields table = JsonFields.of(json, path);
        TableForm read = new TableForm(
                table.id(),
                table.printed("title"),
                table.oneOf("measure", TableForm.Measure.class),
                format(table.object("format")),
                table.oneOf("totals", TableForm.Totals.class, TableForm.Totals.EXACT),
                SelectorReader.optional(table),
                table.list("panels", 1, FormLimits.PANELS_MAX, PanelReader::panel),
                table.has("notes") ? table.list("notes", 0, FormLimits.NOTES_MAX, FormReader::note) : List.of());
        table.end();
        TableRules.check(read, path);
        return read;
    }

    static NumberFormat format(JsonFields format) {
        NumberFormat read = new NumberFormat(
                format.integer("places", 0, FormLimits.PLACES_MAX),
                format.flag("shortest"),
                format.flag("grouping"),
                format.has("zero") ? zero(format) : "");
        format.end();
        return read;
    }

    /** What stands for zero must be read as zero by anyone. */
    static String zero(JsonFields fields) {
        return fields.text("zero", ZERO.asMatchPredicate(), "must be empty, 0, 0.0, 0.00 …, - or —");
    }

    /** What stands where there is no figure must be read as none by anyone. */
    static String noFigure(JsonFields fields, String name) {
        return fields.text(name, NO_FIGURE.asMatchPredicate(), "must be empty, - or —");
    }

    private static TableForm.Note note(Object json, String path) {
        JsonFields note = JsonFields.of(json, path);
        TableForm.Note read = new TableForm.Note(note.printed("text"), note.oneOf("when", TableForm.Note.When.class));
        note.end();
        return read;
    }

    /** Refuses the second of two that are called the same. */
    static <T> void requireUnique(List<T> all, Function<T, String> id, Function<Integer, String> path) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            if (!ids.add(id.apply(all.get(i)))) {
                throw new FormFault(path.apply(i), "is the id of another: " + id.apply(all.get(i)));
            }
        }
    }
}
