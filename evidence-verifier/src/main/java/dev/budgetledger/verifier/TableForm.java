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
import java.util.stream.Stream;

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
    record Panel(List<Column> columns, List<List<Row>> sections) {

        /** Whether a column is of the year before: a sum is of the year of its parts. */
        boolean isPrior(Column column) {
            List<String> sum = column.sum();
            return (sum == null || sum.isEmpty())
                    ? column.prior()
                    : columns.stream().anyMatch(each -> each.id().equals(sum.get(0)) && each.prior());
        }

        boolean comparesYears() {
            return columns.stream().anyMatch(Column::prior);
        }

        boolean isByUnit() {
            return sections.stream().flatMap(List::stream).anyMatch(row -> row.codes() != null && row.codes().isByUnit());
        }
    }

    /**
     * A column.
     *
     * @param words LABEL or CODE if it is one of words
     * @param level whose digits of a code alone it has, 0 for all of it
     * @param sum the columns of which it is the sum
     * @param zero what stands where there is nothing, if it is not that of the table
     * @param prior whether it is said to be of the year before
     * @param change which others it holds against each other, if it does
     */
    record Column(
            String id, String title, List<String> under, @Nullable String words, int level, Selector of,
            @Nullable List<String> sum, @Nullable String zero, boolean prior, @Nullable Change change) {

        boolean isMoney() {
            return words == null && change == null;
        }
    }

    /**
     * 增减.
     *
     * @param format if it is not that of the table
     * @param fromZero what stands for a percentage of nothing
     */
    record Change(
            String from, String to, boolean percent, @Nullable Format format, boolean plus, boolean percentSign, String fromZero) {

        private static final Pattern NO_FIGURE = Pattern.compile("|-|—");

        static Change of(Json.Members change) {
            change.only("as", "format?", "from", "fromZero", "percentSign", "plus", "to");
            boolean percent = change.oneOf("as", List.of("AMOUNT", "PERCENT")).equals("PERCENT");
            Change read = new Change(change.text("from", Form.ID), change.text("to", Form.ID), percent,
                    change.has("format") ? TableForm.format(change.object("format")) : null,
                    change.flag("plus"), change.flag("percentSign"), change.text("fromZero", NO_FIGURE));
            Fault.require(percent || (!read.percentSign && read.fromZero.isEmpty()), "增减额不是百分比", "an amount is written as a percentage");
            return read;
        }

        /** What is printed of two that are printed. */
        String write(BigDecimal before, BigDecimal after, Format table) {
            Format own = format == null ? table : format;
            BigDecimal more = after.subtract(before);
            if (percent && before.signum() == 0) {
                return fromZero;
            }
            BigDecimal figure = percent
                    ? more.multiply(BigDecimal.valueOf(100)).divide(before.abs(), own.places(), RoundingMode.HALF_UP)
                    : more.setScale(own.places(), RoundingMode.HALF_UP);
            String text = more.signum() == 0 ? own.zero() : (plus && figure.signum() > 0 ? "+" : "") + own.write(figure);
            return percentSign && text.chars().anyMatch(c -> c >= '0' && c <= '9') ? text + "%" : text;
        }
    }

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
     * @param levels 类 1, 款 2, 项 3; none of projects and units
     * @param labels of those that are always there, in their order
     * @param under what they are parted by
     */
    record Codes(By by, List<Integer> levels, Map<String, String> labels, boolean numbered, @Nullable By under) {

        /** Whether they are called by their codes after all of them: projects, units, and what is under something. */
        boolean isListing() {
            return levels.isEmpty() || under != null;
        }

        boolean isByUnit() {
            return by == By.UNIT || under == By.UNIT;
        }

        /** Of the rows that a line is in, the outermost first; of none if it lacks a code. */
        List<String> keys(Line line) {
            String code = by.of(line);
            String above = under == null ? "" : under.of(line);
            if (code == null || above == null) {
                return List.of();
            }
            Stream<String> own = levels.isEmpty()
                    ? Stream.of(code)
                    : levels.stream().map(level -> code.substring(0, Math.min(code.length(), 1 + 2 * level))).distinct();
            return under == null ? own.toList() : Stream.concat(Stream.of(above), own.map(each -> above + "/" + each)).toList();
        }
    }

    /** What there is a row of each of. */
    enum By {
        FUNCTION,
        ECONOMIC,
        GOVERNMENT_ECONOMIC,
        PROJECT,
        UNIT;

        static final List<String> NAMES = Stream.of(values()).map(Enum::name).toList();

        boolean isListing() {
            return this == PROJECT || this == UNIT;
        }

        @Nullable String of(Line line) {
            return switch (this) {
                case FUNCTION -> line.function();
                case ECONOMIC -> line.economic();
                case GOVERNMENT_ECONOMIC -> line.governmentEconomic();
                case PROJECT -> line.project();
                case UNIT -> line.unit();
            };
        }
    }

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
        return new Note(Form.printed(note, "text"), note.oneOf("when", List.of("ALWAYS", "EMPTY", "COMPARATIVE", "PRIOR_UNKNOWN")));
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
        boolean change = !words && column.has("change");
        column.only(words ? new String[] {"id", "level?", "text", "title", "under"}
                : change ? new String[] {"change", "id", "title", "under"}
                : new String[] {"id", "of?", "sum?", "title", "under", "year?", "zero?"});
        boolean prior = column.has("year") && column.oneOf("year", List.of("PRIOR")).equals("PRIOR");
        Fault.require(!prior || !column.has("sum"), "合计栏注明年度", "a sum says a year besides that of its parts");
        List<String> under = column.texts("under");
        under.forEach(Form::printed);
        Fault.require(under.size() <= HEADS_MAX, "表头过多", "more heads above one another than there can be");
        return new Column(column.text("id", Form.ID), Form.printed(column, "title"), under,
                words ? column.oneOf("text", List.of("LABEL", "CODE")) : null,
                column.has("level") ? (int) column.whole("level", 1, 3) : 0,
                Selector.in(column), sum(column), column.textIfAny("zero", ZERO), prior,
                change ? Change.of(column.object("change")) : null);
    }

    private static Row row(Json.Members row) {
        if (row.has("by")) {
            boolean listing = By.valueOf(row.oneOf("by", By.NAMES)).isListing();
            row.only(listing ? new String[] {"by", "id", "listed", "numbering", "of?", "under?"}
                    : new String[] {"by", "id", "levels", "listed", "numbering", "of?", "under?"});
            return new Row(row.text("id", Form.ID), "", Selector.in(row), null, false, codes(row));
        }
        row.only("id", "label", "of?", "sum?", "when");
        String id = Form.printed(row, "id");
        Fault.require(!DIGITS.matcher(id).matches(), "行号全为数字", "a row is called by digits, which are codes");
        return new Row(id, Form.printed(row, "label"), Selector.in(row), sum(row),
                row.oneOf("when", List.of("ALWAYS", "MONEY")).equals("MONEY"), null);
    }

    private static Codes codes(Json.Members row) {
        By by = By.valueOf(row.text("by"));
        boolean numbered = row.oneOf("numbering", List.of("NONE", "CHINESE")).equals("CHINESE");
        By under = row.has("under") ? By.valueOf(row.oneOf("under", List.of("FUNCTION", "UNIT"))) : null;
        Fault.require(under != by, "分列与列示相同", "rows are under what they are by");
        if (by.isListing()) {
            row.objects("listed", 0, 0);
            return new Codes(by, List.of(), Map.of(), numbered, under);
        }
        int deepest = by == By.FUNCTION ? 3 : 2;
        List<Long> levels = row.wholes("levels");
        boolean inOrder = !levels.isEmpty() && IntStream.range(0, levels.size()).allMatch(i ->
                levels.get(i) >= (i == 0 ? 1 : levels.get(i - 1) + 1) && levels.get(i) <= deepest);
        Fault.require(inOrder, "levels 有误", "levels are not in order, or are none that there are");
        Map<String, String> labels = new LinkedHashMap<>();
        List<Json.Members> listed = row.objects("listed", 0, under == null ? ROWS_MAX : 0);
        for (Json.Members each : listed) {
            String code = each.only("code", "label").text("code", DIGITS);
            labels.put(code, Form.printed(each, "label"));
            Fault.require(levels.stream().anyMatch(level -> code.length() == 1 + 2 * level), "所列科目层级有误", "a code that is listed is of another level");
        }
        Fault.require(labels.size() == listed.size(), "所列科目重复", "a code is listed twice");
        return new Codes(by, levels.stream().map(Long::intValue).toList(), labels, numbered, under);
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
