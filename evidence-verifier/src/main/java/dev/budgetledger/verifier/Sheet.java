package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * 公开表 as printed, and the two files of it.
 *
 * @param rows printed cells by column; a column that is missing is blank
 */
record Sheet(TableForm form, Budget budget, List<Map<String, Cell>> rows, List<String> notes) {

    /**
     * The table of a budget.
     *
     * @param measure 元 or 万元; absent for that of the form
     */
    static Sheet of(TableForm table, @Nullable String measure, Budget budget) {
        TableForm form = measure == null ? table : table.in(measure);
        List<PanelSums> panels = form.panels().stream().map(panel -> new PanelSums(form, panel, budget)).toList();
        int sections = form.panels().stream().mapToInt(panel -> panel.sections().size()).max().orElse(0);
        List<Map<String, Cell>> rows = new ArrayList<>();
        for (int section = 0; section < sections; section++) {
            int from = rows.size();
            for (PanelSums panel : panels) {
                List<Map<String, Cell>> own = panel.rows(section);
                for (int i = 0; i < own.size(); i++) {
                    if (from + i == rows.size()) {
                        rows.add(new HashMap<>());
                    }
                    rows.get(from + i).putAll(own.get(i));
                }
            }
        }
        List<String> notes = form.notes().stream()
                .filter(note -> stands(note, form, budget))
                .map(note -> budget.inYear(note.text()))
                .toList();
        return new Sheet(form, budget, rows, notes);
    }

    private static boolean stands(TableForm.Note note, TableForm form, Budget budget) {
        return switch (note.when()) {
            case "EMPTY" -> budget.lines().stream().noneMatch(each -> form.of().accepts(each.line(), budget.nature(each.line())));
            case "COMPARATIVE" -> budget.comparative();
            default -> true;
        };
    }

    List<TableForm.Column> columns() {
        return form.panels().stream().flatMap(panel -> panel.columns().stream()).toList();
    }

    ByteBuffer csv() {
        StringBuilder csv = new StringBuilder();
        List<String> titles = new ArrayList<>(List.of("序号"));
        columns().forEach(column -> titles.add(budget.inYear(column.title())));
        append(titles, csv);
        for (int i = 0; i < rows.size(); i++) {
            List<String> fields = new ArrayList<>(List.of(Integer.toString(i + 1)));
            cells(rows.get(i)).values().forEach(cell -> fields.add(cell.text()));
            append(fields, csv);
        }
        return ByteBuffer.wrap(csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    ByteBuffer json(AsOf asOf) {
        List<Json> documents = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            documents.add(Documents.object(
                    "number", new Json.Whole(i + 1L), "cells", Documents.texts(texts(rows.get(i)))));
        }
        return CanonicalJson.bytes(asOf.ofUnit(Documents.object(
                "id", new Json.Text(form.id()),
                "title", new Json.Text(budget.inYear(form.title())),
                "department", asOf.departmentJson(),
                "fiscalYear", new Json.Whole(asOf.fiscalYear()),
                "unit", new Json.Text(form.measure()),
                "basis", new Json.Text(asOf.basis()),
                "amounts", new Json.Text(asOf.amounts()),
                "asOf", asOf.json(),
                "columns", new Json.Items(columns().stream().<Json>map(this::document).toList()),
                "rows", new Json.Items(documents),
                "notes", Documents.texts(notes))));
    }

    private Json.Members document(TableForm.Column column) {
        Json.Members document = Documents.object(
                "id", new Json.Text(column.id()),
                "title", new Json.Text(budget.inYear(column.title())),
                "type", new Json.Text(column.words() == null ? "AMOUNT" : "TEXT"));
        return column.under().isEmpty()
                ? document
                : Documents.with(document, "under", Documents.texts(column.under().stream().map(budget::inYear).toList()));
    }

    /** A row, with its blank cells. */
    Map<String, Cell> cells(Map<String, Cell> row) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        columns().forEach(column -> cells.put(column.id(), row.getOrDefault(column.id(), Cell.BLANK)));
        return cells;
    }

    /** The same as printed. */
    Map<String, String> texts(Map<String, Cell> row) {
        Map<String, String> texts = new LinkedHashMap<>();
        cells(row).forEach((column, cell) -> texts.put(column, cell.text()));
        return texts;
    }

    /** A text of its form as printed. */
    String printed(String text) {
        return budget.inYear(text);
    }

    /** RFC 4180, quoted only where it must be. */
    private static void append(List<String> fields, StringBuilder csv) {
        String before = "";
        for (String field : fields) {
            boolean quoted = field.indexOf(',') >= 0 || field.indexOf('"') >= 0
                    || field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0;
            csv.append(before).append(quoted ? '"' + field.replace("\"", "\"\"") + '"' : field);
            before = ",";
        }
        csv.append('\n');
    }
}
