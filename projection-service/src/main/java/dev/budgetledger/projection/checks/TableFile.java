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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.TableFoot;
import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.projection.entries.Unit;

/** The rows of a table as its form prints them, and notes below them. */
final class TableFile {

    private static final String NOTE = "注";
    private static final Pattern MARKED_NOTE = Pattern.compile("\\s*注[:：]");
    private static final int FEN = 2;

    private static final Pattern ROW_NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

    /** What is printed where there is nothing. */
    private static final Set<String> NOTHING = Set.of("", "-", "—", "－");

    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");
    private static final Pattern WHOLE_CODE = Pattern.compile("[0-9]{3}([0-9]{2}){0,2}");
    private static final Pattern CLASS = Pattern.compile("[0-9]{3}");
    private static final Pattern BELOW = Pattern.compile("[0-9]{1,2}");

    private final TablePlan plan;
    private final CsvRows file;
    private final TableHead head;
    private final int places;
    private final Unit unit;

    private TableFile(TablePlan plan, int fiscalYear, @Nullable Unit measure, CsvRows file) {
        this.plan = plan;
        this.file = file;
        head = TableHead.of(plan, fiscalYear, file);
        places = plan.form().format().places();
        unit = measure == null ? head.unit().orElseGet(() -> Unit.valueOf(plan.form().measure().name())) : measure;
    }

    /** @param measure what every amount is counted in, absent if it is what the file or else the form says */
    static RawTable read(TablePlan plan, int fiscalYear, @Nullable Unit measure, CsvRows csv) {
        TableFile file = new TableFile(plan, fiscalYear, measure, csv);
        return new RawTable(plan, file.unit, file.head.columns().stream()
                .map(TableHead.Column::form)
                .filter(column -> !(column instanceof ColumnForm.Words))
                .map(ColumnForm::id)
                .collect(Collectors.toUnmodifiableSet()), file.rows(), file.notes());
    }

    private List<RawTable.RawRow> rows() {
        List<CSVRecord> records = file.all();
        List<RawTable.RawRow> rows = new ArrayList<>();
        Map<Integer, String> above = new HashMap<>();
        int number = 0;
        for (CSVRecord record : records.subList(head.rows(), records.size())) {
            if (!isNote(record) && !TableFoot.isFoot(record)) {
                file.requireCells(record, records.get(head.rows() - 1).size());
                number = head.numbered() ? number(record) : number + 1;
                rows.addAll(rows(record, number, above));
            }
        }
        return rows;
    }

    private List<String> notes() {
        List<CSVRecord> records = file.all();
        return records.subList(head.rows(), records.size()).stream()
                .filter(TableFile::isNote)
                .map(record -> record.stream().filter(cell -> !cell.isBlank()).collect(Collectors.joining(",")).strip())
                .filter(note -> !note.isEmpty())
                .toList();
    }

    /** Nothing, or a note below the table, which may have commas that nobody quoted. */
    private static boolean isNote(CSVRecord record) {
        List<String> words = record.stream().filter(cell -> !cell.isBlank()).toList();
        return words.isEmpty() || (words.size() == 1 && words.getFirst().strip().startsWith(NOTE)) || MARKED_NOTE.matcher(words.getFirst()).lookingAt();
    }

    private int number(CSVRecord record) {
        String number = record.get(0).strip();
        if (!ROW_NUMBER.matcher(number).matches()) {
            throw file.invalid(record, "has no 序号: " + PlainText.quoted(number));
        }
        return Integer.parseInt(number);
    }

    /** What a record has of each panel. */
    private List<RawTable.RawRow> rows(CSVRecord record, int number, Map<Integer, String> above) {
        Map<Integer, StringBuilder> codes = new LinkedHashMap<>();
        Map<Integer, String> labels = new HashMap<>();
        Map<Integer, Map<String, PrintedAmount>> amounts = new HashMap<>();
        Map<Integer, Map<String, BigDecimal>> changes = new HashMap<>();
        for (int i = 0; i < head.columns().size(); i++) {
            TableHead.Column column = head.columns().get(i);
            String text = record.get(head.numbered() ? i + 1 : i).strip();
            if (!text.isEmpty()) {
                StringBuilder code = codes.computeIfAbsent(column.panel(), _ -> new StringBuilder());
                switch (column.form()) {
                    case ColumnForm.Words words -> {
                        // 合计 stands where codes do in many a print.
                        if (words.text() == ColumnForm.Text.CODE && !plan.listsProjectsOrUnits(column.panel()) && !NO_DIGIT.matcher(text).matches()) {
                            code.append(code(record, column, words.level(), text, code.toString(), above));
                        } else {
                            labels.merge(column.panel(), text, (one, other) -> one + " " + other);
                        }
                    }
                    case ColumnForm.Change change -> change(record, column, text, change).ifPresent(read ->
                            changes.computeIfAbsent(column.panel(), _ -> new HashMap<>()).put(change.id(), read));
                    case ColumnForm.Amount amount -> amount(record, column, text).ifPresent(read ->
                            amounts.computeIfAbsent(column.panel(), _ -> new HashMap<>()).put(amount.id(), read));
                }
            }
        }
        List<RawTable.RawRow> rows = new ArrayList<>();
        codes.forEach((panel, code) -> {
            above.put(panel, code.toString());
            rows.add(new RawTable.RawRow(number, panel, code.toString(), labels.getOrDefault(panel, ""), amounts.getOrDefault(panel, Map.of()),
                    changes.getOrDefault(panel, Map.of())));
        });
        return rows;
    }

    /** The digits of a level; those above them may be left out where the row above has the same. */
    private String code(
            CSVRecord record, TableHead.Column column, @Nullable Integer level, String text, String before, Map<Integer, String> above) {
        Pattern pattern = level == null ? WHOLE_CODE : level == 1 ? CLASS : BELOW;
        int digits = level == null || level == 1 ? 0 : 2 * level - 1;
        String same = Objects.requireNonNullElse(above.get(column.panel()), "");
        boolean leftOut = before.length() < digits;
        if (!pattern.matcher(text).matches() || (leftOut && (!before.isEmpty() || same.length() < digits))) {
            throw file.invalid(record, "column " + column.title() + " is not a code: " + PlainText.quoted(text));
        }
        return (leftOut ? same.substring(0, digits) : "") + (digits > 0 && text.length() == 1 ? "0" : "") + text;
    }

    /** 增减, absent where nothing is printed, or what stands for a percentage of nothing. */
    private Optional<BigDecimal> change(CSVRecord record, TableHead.Column column, String text, ColumnForm.Change form) {
        if (NOTHING.contains(text) || text.equals(form.change().fromZero())) {
            return Optional.empty();
        }
        return Optional.of(ChangeChecks.figure(text)
                .orElseThrow(() -> file.invalid(record, "column " + column.title() + " is not a change: " + PlainText.quoted(text))));
    }

    private Optional<PrintedAmount> amount(CSVRecord record, TableHead.Column column, String text) {
        if (NOTHING.contains(text)) {
            return Optional.empty();
        }
        BigDecimal printed = CsvRows.amount(text)
                .filter(amount -> amount.scale() <= Math.max(places, unit == Unit.YUAN ? FEN : 0))
                .orElseThrow(() -> file.invalid(record, "column " + column.title() + " is not an amount: " + PlainText.quoted(text)));
        return Optional.of(PrintedAmount.rounded(printed.setScale(Math.max(places, printed.scale())), unit, places, null));
    }
}
