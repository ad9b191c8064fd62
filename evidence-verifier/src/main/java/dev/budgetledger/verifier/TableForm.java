package dev.budgetledger.verifier;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * 表样 of one table. A cell is what its table, its row and its column all count.
 *
 * @param measure 金额单位, 元 or 万元
 * @param ofRounded whether what is a sum is that of its parts as they are printed
 */
record TableForm(
        String id, String title, String measure, Format format, boolean ofRounded, Selector of, List<Panel> panels, List<Note> notes) {

    private static final Map<String, String> MEASURES = Map.of("YUAN", "元", "WAN_YUAN", "万元");
    private static final Pattern ZERO = Pattern.compile("|0|0\\.0{1,6}|-|—");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int PLACES_MAX = 6;
    private static final int PANELS_MAX = 4;
    private static final int NOTES_MAX = 10;
    private static final int HEADS_MAX = 4;
    private static final int SUM_MAX = 30;
    private static final int SECTIONS_MAX = 10;
    private static final int COLUMNS_MAX = 60;
    private static final int ROWS_MAX = 1000;

    /** Columns with rows of their own. */
    record Panel(List<Column> columns, List<List<Row>> sections) {}

    /**
     * A column.
     *
     * @param words LABEL or CODE if it is one of words
     * @param level whose digits of a code alone it has, 0 for all of it
     * @param sum the columns of which it is the sum
     * @param zero what stands where there is nothing, if it is not that of the table
     */
    record Column(
            String id, String title, List<String> under, @Nullable String words, int level, Selector of,
            @Nullable List<String> sum, @Nullable String zero) {}

    /**
     * A row, or all rows by code.
     *
     * @param sum the rows of which it is the sum
     * @param withMoney whether it is there only if something of it has money
     */
    record Row(String id, String label, Selector of, @Nullable List<String> sum, boolean withMoney, @Nullable Codes codes) {}

    /**
     * Rows by code.
     *
     * @param levels 类 1, 款 2, 项 3
     * @param labels of those that are always there, in their order
     */
    record Codes(Names.Classification by, List<Integer> levels, Map<String, String> labels, boolean numbered) {}

    /** A note and when it stands there. */
    record Note(String text, String when) {}

    /** How amounts are written. */
    record Format(int places, boolean shortest, boolean grouping, String zero) {

        BigDecimal round(long fen, String measure) {
            return BigDecimal.valueOf(fen, measure.equals("元") ? 2 : 6).setScale(places, RoundingMode.HALF_UP);
        }

        String write(BigDecimal rounded) {
            BigDecimal written = shortest ? rounded.stripTrailingZeros() : rounded;
            return grouping
                    ? String.format(Locale.ROOT, "%,." + Math.max(0, written.scale()) + "f", written)
                    : written.toPlainString();
        }
    }

    /** The same in another unit of measure. */
    TableForm in(String other) {
        return new TableForm(id, title, other, format, ofRounded, of, panels, notes);
    }

    static TableForm of(Json.Members table) {
        table.only("format", "id", "measure", "notes", "of?", "panels", "title", "totals");
        List<Panel> panels = table.objects("panels", 1, PANELS_MAX).stream().map(TableForm::panel).toList();
        TableForm form = new TableForm(
                table.text("id", Form.ID), Form.printed(table, "title"),
                measure(table),
                format(table.object("format")),
                table.oneOf("totals", List.of("EXACT", "OF_ROUNDED")).equals("OF_ROUNDED"),
                Selector.in(table), panels,
                table.objects("notes", 0, NOTES_MAX).stream().map(TableForm::note).toList());
        FormRules.check(form);
        return form;
    }

    /** 元 or 万元. */
    static String measure(Json.Members owner) {
        return String.valueOf(MEASURES.get(owner.oneOf("measure", MEASURES.keySet())));
    }

    static Format format(Json.Members format) {
        format.only("grouping", "places", "shortest", "zero");
        return new Format((int) format.whole("places", 0, PLACES_MAX), format.flag("shortest"), format.flag("grouping"),
                format.text("zero", ZERO));
    }

    private static Note note(Json.Members note) {
        note.only("text", "when");
        return new Note(Form.printed(note, "text"), note.oneOf("when", List.of("ALWAYS", "EMPTY", "COMPARATIVE")));
    }

    private static Panel panel(Json.Members panel) {
        panel.only("columns", "sections");
        List<List<Row>> sections = new ArrayList<>();
        for (List<Json.Members> section : panel.objectLists("sections", SECTIONS_MAX, ROWS_MAX)) {
            sections.add(section.stream().map(TableForm::row).toList());
        }
        return new Panel(panel.objects("columns", 1, COLUMNS_MAX).stream().map(TableForm::column).toList(), sections);
    }

    private static Column column(Json.Members column) {
        boolean words = column.has("text");
        column.only(words ? new String[] {"id", "level?", "text", "title", "under"}
                : new String[] {"id", "of?", "sum?", "title", "under", "zero?"});
        List<String> under = column.texts("under");
        under.forEach(Form::printed);
        Fault.require(under.size() <= HEADS_MAX, "表头过多", "more heads above one another than there can be");
        return new Column(column.text("id", Form.ID), Form.printed(column, "title"), under,
                words ? column.oneOf("text", List.of("LABEL", "CODE")) : null,
                column.has("level") ? (int) column.whole("level", 1, 3) : 0,
                Selector.in(column), sum(column), column.textIfAny("zero", ZERO));
    }

    private static Row row(Json.Members row) {
        if (row.has("by")) {
            row.only("by", "id", "levels", "listed", "numbering", "of?");
            return new Row(row.text("id", Form.ID), "", Selector.in(row), null, false, codes(row));
        }
        row.only("id", "label", "of?", "sum?", "when");
        String id = Form.printed(row, "id");
        Fault.require(!DIGITS.matcher(id).matches(), "行号全为数字", "a row is called by digits, which are codes");
        return new Row(id, Form.printed(row, "label"), Selector.in(row), sum(row),
                row.oneOf("when", List.of("ALWAYS", "MONEY")).equals("MONEY"), null);
    }

    private static Codes codes(Json.Members row) {
        Names.Classification by = Names.Classification.valueOf(row.oneOf("by", Names.Classification.NAMES));
        int deepest = by == Names.Classification.FUNCTION ? 3 : 2;
        List<Long> levels = row.wholes("levels");
        boolean inOrder = !levels.isEmpty() && IntStream.range(0, levels.size()).allMatch(i ->
                levels.get(i) >= (i == 0 ? 1 : levels.get(i - 1) + 1) && levels.get(i) <= deepest);
        Fault.require(inOrder, "levels 有误", "levels are not in order, or are none that there are");
        Map<String, String> labels = new LinkedHashMap<>();
        List<Json.Members> listed = row.objects("listed", 0, ROWS_MAX);
        for (Json.Members each : listed) {
            String code = each.only("code", "label").text("code", DIGITS);
            labels.put(code, Form.printed(each, "label"));
            Fault.require(levels.stream().anyMatch(level -> code.length() == 1 + 2 * level), "所列科目层级有误", "a code that is listed is of another level");
        }
        Fault.require(labels.size() == listed.size(), "所列科目重复", "a code is listed twice");
        return new Codes(by, levels.stream().map(Long::intValue).toList(), labels,
                row.oneOf("numbering", List.of("NONE", "CHINESE")).equals("CHINESE"));
    }

    private static @Nullable List<String> sum(Json.Members owner) {
        if (!owner.has("sum")) {
            return null;
        }
        List<String> sum = owner.texts("sum");
        Fault.require(!owner.has("of") && sum.size() <= SUM_MAX, "sum 有误", "a sum stands beside of, or has too many parts");
        return sum;
    }
}
