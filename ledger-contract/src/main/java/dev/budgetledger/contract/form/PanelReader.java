package dev.budgetledger.contract.form;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Reads the columns and rows of a panel. */
final class PanelReader {

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private PanelReader() {}

    static TableForm.Panel panel(Object json, String path) {
        JsonFields panel = JsonFields.of(json, path);
        List<ColumnForm> columns = panel.list("columns", 1, FormLimits.COLUMNS_MAX, PanelReader::column);
        List<List<RowForm>> sections = panel.list("sections", 1, FormLimits.SECTIONS_MAX, (rows, at) ->
                JsonFields.list(rows, at, 1, FormLimits.ROWS_MAX, PanelReader::row));
        panel.end();
        return new TableForm.Panel(columns, sections);
    }

    private static ColumnForm column(Object json, String path) {
        JsonFields column = JsonFields.of(json, path);
        String id = column.id();
        String title = column.printed("title");
        List<String> under = column.has("under")
                ? column.list("under", 0, FormLimits.HEADS_MAX, JsonFields::printed)
                : List.of();
        ColumnForm read = column.has("text")
                ? new ColumnForm.Words(id, title, under, column.oneOf("text", ColumnForm.Text.class), level(column))
                : column.has("change")
                        ? new ColumnForm.Change(id, title, under, comparison(column.object("change")))
                        : new ColumnForm.Amount(id, title, under, SelectorReader.optional(column), sum(column),
                                column.has("zero") ? FormReader.zero(column) : null, year(column));
        column.end();
        return read;
    }

    private static ColumnForm.@Nullable Year year(JsonFields column) {
        if (column.has("year") && column.has("sum")) {
            throw column.fault("year", "must not stand beside sum, which is of the year of its parts");
        }
        return column.has("year") ? column.oneOf("year", ColumnForm.Year.class) : null;
    }

    private static ColumnForm.Comparison comparison(JsonFields change) {
        ColumnForm.Comparison read = new ColumnForm.Comparison(
                change.text("from", Form::isId, "must be the id of a column"),
                change.text("to", Form::isId, "must be the id of a column"),
                change.oneOf("as", ColumnForm.Comparison.As.class),
                change.has("format") ? FormReader.format(change.object("format")) : null,
                change.flag("plus"),
                change.flag("percentSign"),
                change.has("fromZero") ? FormReader.noFigure(change, "fromZero") : "");
        if (read.as() == ColumnForm.Comparison.As.AMOUNT && (read.percentSign() || !read.fromZero().isEmpty())) {
            throw change.fault(read.percentSign() ? "percentSign" : "fromZero", "is of a percentage only");
        }
        change.end();
        return read;
    }

    private static @Nullable Integer level(JsonFields column) {
        return column.has("level") ? (Integer) column.integer("level", 1, 3) : null;
    }

    private static RowForm row(Object json, String path) {
        JsonFields row = JsonFields.of(json, path);
        RowForm read = row.has("by") ? coded(row) : fixed(row);
        row.end();
        return read;
    }

    private static RowForm fixed(JsonFields row) {
        String label = row.printed("label");
        String id = row.has("id") ? row.printed("id") : label;
        if (DIGITS.matcher(id).matches()) {
            throw row.fault(row.has("id") ? "id" : "label", "must not be digits only where it is the id: those are codes");
        }
        return new RowForm.Fixed(id, label, SelectorReader.optional(row), sum(row),
                row.oneOf("when", RowForm.Fixed.When.class, RowForm.Fixed.When.ALWAYS));
    }

    private static RowForm coded(JsonFields row) {
        String id = row.id();
        RowForm.By by = row.oneOf("by", RowForm.By.class);
        RowForm.Under under = under(row, by);
        if (by.classification() == null) {
            return new RowForm.Coded(id, by, under, List.of(), SelectorReader.optional(row), noneListed(row), numbering(row));
        }
        int deepest = by == RowForm.By.FUNCTION ? 3 : 2;
        List<Integer> levels = row.list("levels", 1, deepest, (value, path) -> {
            if (value instanceof Integer level && level >= 1 && level <= deepest) {
                return level;
            }
            throw new FormFault(path, "must be an integer from 1 to " + deepest);
        });
        for (int i = 1; i < levels.size(); i++) {
            if (levels.get(i) <= levels.get(i - 1)) {
                throw row.fault("levels", "must be in order, each once");
            }
        }
        List<RowForm.Listed> listed = under != null
                ? noneListed(row)
                : row.has("listed")
                        ? row.list("listed", 0, FormLimits.ROWS_MAX, (value, path) -> listed(value, path, levels))
                        : List.of();
        FormReader.requireUnique(listed, RowForm.Listed::code, index -> row.path("listed") + "/" + index + "/code");
        return new RowForm.Coded(id, by, under, levels, SelectorReader.optional(row), listed, numbering(row));
    }

    private static RowForm.@Nullable Under under(JsonFields row, RowForm.By by) {
        RowForm.Under under = row.has("under") ? row.oneOf("under", RowForm.Under.class) : null;
        if (under != null && under.by() == by) {
            throw row.fault("under", "is what the rows are by");
        }
        return under;
    }

    /** A project, a unit, and a code under something, has a row where it has money. */
    private static List<RowForm.Listed> noneListed(JsonFields row) {
        return row.has("listed")
                ? row.list("listed", 0, 0, (value, path) -> new RowForm.Listed("", ""))
                : List.of();
    }

    private static RowForm.Numbering numbering(JsonFields row) {
        return row.oneOf("numbering", RowForm.Numbering.class, RowForm.Numbering.NONE);
    }

    private static RowForm.Listed listed(Object json, String path, List<Integer> levels) {
        JsonFields listed = JsonFields.of(json, path);
        String code = listed.text("code",
                text -> DIGITS.matcher(text).matches() && levels.stream().anyMatch(level -> text.length() == 1 + 2 * level),
                "must be digits, as many as a code of one of the levels has");
        RowForm.Listed read = new RowForm.Listed(code, listed.printed("label"));
        listed.end();
        return read;
    }

    private static @Nullable List<String> sum(JsonFields owner) {
        if (!owner.has("sum")) {
            return null;
        }
        if (owner.has("of")) {
            throw owner.fault("sum", "must not stand beside of");
        }
        return owner.list("sum", 0, FormLimits.SUM_MAX, (value, path) -> {
            if (value instanceof String id) {
                return id;
            }
            throw new FormFault(path, "must be the id of another");
        });
    }
}
