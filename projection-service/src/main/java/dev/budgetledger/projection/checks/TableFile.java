package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.RequestProblem;

/**
 * A table as it is printed in its form: what stands above it, its 单位 among that; the titles of its columns, of which some may be absent;
 * its rows; and notes below them.
 */
final class TableFile {

    private static final String NUMBER = "序号";
    private static final String NOTE = "注";
    private static final int HEADER_WITHIN = 10;
    private static final int FEN = 2;

    private static final Pattern ROW_NUMBER = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern MEASURE = Pattern.compile("单位[:：]\\s*(万元|元)");

    /** What is printed where there is nothing. */
    private static final Set<String> NOTHING = Set.of("", "-", "—", "－");

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");
    private static final Pattern WHOLE_CODE = Pattern.compile("[0-9]{3}([0-9]{2}){0,2}");
    private static final Pattern CLASS = Pattern.compile("[0-9]{3}");
    private static final Pattern BELOW = Pattern.compile("[0-9]{1,2}");

    private final TablePlan plan;
    private final CsvRows file;
    private final List<Column> columns = new ArrayList<>();
    private Unit unit;

    /** A column of the form. */
    private record Column(int panel, ColumnForm form, String title, String heads) {}

    private TableFile(TablePlan plan, int fiscalYear, @Nullable Unit measure, CsvRows file) {
        this.plan = plan;
        this.file = file;
        unit = measure == null ? Unit.valueOf(plan.form().measure().name()) : measure;
        List<TableForm.Panel> panels = plan.form().panels();
        for (int i = 0; i < panels.size(); i++) {
            for (ColumnForm column : panels.get(i).columns()) {
                List<String> heads = new ArrayList<>(column.under());
                heads.add(column.title());
                columns.add(new Column(i, column, withoutSpace(TableMaker.inYear(column.title(), fiscalYear)),
                        withoutSpace(TableMaker.inYear(String.join("/", heads), fiscalYear))));
            }
        }
    }

    /** @param measure what every amount is counted in, absent if it is what the file or else the form says */
    static RawTable read(TablePlan plan, int fiscalYear, @Nullable Unit measure, CsvRows file) {
        return new TableFile(plan, fiscalYear, measure, file).read();
    }

    private RawTable read() {
        List<CSVRecord> records = file.all();
        int header = 0;
        List<Column> found = List.of();
        while (found.isEmpty()) {
            if (header == Math.min(records.size(), HEADER_WITHIN)) {
                throw RequestProblem.fileInvalid(file.file(), "the header is not " + NUMBER + ","
                        + columns.stream().map(Column::title).collect(Collectors.joining(",")));
            }
            found = header(heads(records.subList(0, header + 1)));
            header++;
        }
        records.subList(0, header).forEach(this::measure);
        int cells = records.get(header - 1).size();
        boolean numbered = heads(records.subList(0, header)).getFirst().equals(NUMBER);
        List<RawTable.RawRow> rows = new ArrayList<>();
        Map<Integer, String> above = new HashMap<>();
        int number = 0;
        for (CSVRecord record : records.subList(header, records.size())) {
            if (!isNote(record)) {
                file.requireCells(record, cells);
                number = numbered ? number(record) : number + 1;
                rows.addAll(rows(record, number, found, numbered ? 1 : 0, above));
            }
        }
        return new RawTable(plan, unit, found.stream()
                .filter(column -> column.form() instanceof ColumnForm.Amount)
                .map(column -> column.form().id())
                .collect(Collectors.toUnmodifiableSet()), rows);
    }

    /** 单位：元, where it stands above the table. */
    private void measure(CSVRecord above) {
        above.stream().map(MEASURE::matcher).filter(Matcher::find)
                .forEach(said -> unit = said.group(1).equals(Unit.YUAN.chinese()) ? Unit.YUAN : Unit.WAN_YUAN);
    }

    /** Nothing, or a note below the table. */
    private static boolean isNote(CSVRecord record) {
        List<String> words = record.stream().filter(cell -> !cell.isBlank()).toList();
        return words.isEmpty() || (words.size() == 1 && words.getFirst().strip().startsWith(NOTE));
    }

    /** What stands lowest above each column: heads that span others stand above theirs. */
    private static List<String> heads(List<CSVRecord> above) {
        CSVRecord lowest = above.getLast();
        List<String> heads = new ArrayList<>();
        for (int i = 0; i < lowest.size(); i++) {
            int column = i;
            heads.add(above.reversed().stream()
                    .takeWhile(record -> record.size() == lowest.size())
                    .map(record -> withoutSpace(record.get(column)))
                    .filter(head -> !head.isEmpty())
                    .findFirst()
                    .orElse(""));
        }
        return heads;
    }

    private static String withoutSpace(String text) {
        return SPACE.matcher(text).replaceAll("");
    }

    /** The columns that a header names, in the order of the form; none if it is no header. */
    private List<Column> header(List<String> heads) {
        List<Column> found = new ArrayList<>();
        int next = 0;
        for (String title : heads.getFirst().equals(NUMBER) ? heads.subList(1, heads.size()) : heads) {
            while (next < columns.size() && !columns.get(next).title().equals(title) && !columns.get(next).heads().equals(title)) {
                next++;
            }
            if (next == columns.size()) {
                return List.of();
            }
            found.add(columns.get(next++));
        }
        return found.stream().anyMatch(column -> column.form() instanceof ColumnForm.Amount) ? found : List.of();
    }

    private int number(CSVRecord record) {
        String number = record.get(0).strip();
        if (!ROW_NUMBER.matcher(number).matches()) {
            throw file.invalid(record, "has no 序号: " + PlainText.quoted(number));
        }
        return Integer.parseInt(number);
    }

    /** What a record has of each panel. */
    private List<RawTable.RawRow> rows(
            CSVRecord record, int number, List<Column> found, int first, Map<Integer, String> above) {
        Map<Integer, StringBuilder> codes = new LinkedHashMap<>();
        Map<Integer, String> labels = new HashMap<>();
        Map<Integer, Map<String, PrintedAmount>> amounts = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            Column column = found.get(i);
            String text = record.get(first + i).strip();
            if (!text.isEmpty()) {
                StringBuilder code = codes.computeIfAbsent(column.panel(), _ -> new StringBuilder());
                switch (column.form()) {
                    case ColumnForm.Words words -> {
                        // 合计 stands where codes do in many a print.
                        if (words.text() == ColumnForm.Text.CODE && !NO_DIGIT.matcher(text).matches()) {
                            code.append(code(record, column, words.level(), text, code.toString(), above));
                        } else {
                            labels.merge(column.panel(), text, (one, other) -> one + " " + other);
                        }
                    }
                    case ColumnForm.Amount amount -> amount(record, column, text).ifPresent(read ->
                            amounts.computeIfAbsent(column.panel(), _ -> new HashMap<>()).put(amount.id(), read));
                }
            }
        }
        List<RawTable.RawRow> rows = new ArrayList<>();
        codes.forEach((panel, code) -> {
            above.put(panel, code.toString());
            rows.add(new RawTable.RawRow(number, panel, code.toString(), labels.getOrDefault(panel, ""), amounts.getOrDefault(panel, Map.of())));
        });
        return rows;
    }

    /** The digits of a level; those above them may be left out where the row above has the same. */
    private String code(
            CSVRecord record, Column column, @Nullable Integer level, String text, String before, Map<Integer, String> above) {
        Pattern pattern = level == null ? WHOLE_CODE : level == 1 ? CLASS : BELOW;
        int digits = level == null || level == 1 ? 0 : 2 * level - 1;
        String same = Objects.requireNonNullElse(above.get(column.panel()), "");
        boolean leftOut = before.length() < digits;
        if (!pattern.matcher(text).matches() || (leftOut && (!before.isEmpty() || same.length() < digits))) {
            throw file.invalid(record, "column " + column.title() + " is not a code: " + PlainText.quoted(text));
        }
        return (leftOut ? same.substring(0, digits) : "") + (digits > 0 && text.length() == 1 ? "0" : "") + text;
    }

    private Optional<PrintedAmount> amount(CSVRecord record, Column column, String text) {
        if (NOTHING.contains(text)) {
            return Optional.empty();
        }
        int places = plan.form().format().places();
        BigDecimal printed = CsvRows.amount(text)
                .filter(amount -> amount.scale() <= Math.max(places, unit == Unit.YUAN ? FEN : 0))
                .orElseThrow(() -> file.invalid(record, "column " + column.title() + " is not an amount: " + PlainText.quoted(text)));
        return Optional.of(PrintedAmount.rounded(printed.setScale(Math.max(places, printed.scale())), unit, places, null));
    }
}
