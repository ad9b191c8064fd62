package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * 公开表 as printed, and the two files of it.
 *
 * @param form of the table, from the template
 * @param rows printed cells by column; a column that is missing is blank
 */
record Sheet(String id, Json.Members form, List<Map<String, String>> rows, List<String> notes) {

    ByteBuffer csv() {
        StringBuilder csv = new StringBuilder();
        List<String> titles = new ArrayList<>(List.of("序号"));
        form.objects("columns").forEach(column -> titles.add(column.text("title")));
        append(titles, csv);
        for (int i = 0; i < rows.size(); i++) {
            List<String> fields = new ArrayList<>(List.of(Integer.toString(i + 1)));
            fields.addAll(cells(rows.get(i)).values());
            append(fields, csv);
        }
        return ByteBuffer.wrap(csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    ByteBuffer json(AsOf asOf) {
        List<Json> documents = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            documents.add(Documents.object(
                    "number", new Json.Whole(i + 1L), "cells", Documents.texts(cells(rows.get(i)))));
        }
        return CanonicalJson.bytes(asOf.ofUnit(Documents.object(
                "id", new Json.Text(id),
                "title", new Json.Text(form.text("title")),
                "department", asOf.departmentJson(),
                "fiscalYear", new Json.Whole(asOf.fiscalYear()),
                "unit", new Json.Text(asOf.unit()),
                "basis", new Json.Text(asOf.basis()),
                "amounts", new Json.Text(asOf.amounts()),
                "asOf", asOf.json(),
                "columns", new Json.Items(List.copyOf(form.objects("columns"))),
                "rows", new Json.Items(documents),
                "notes", Documents.texts(notes))));
    }

    /** A row, with its blank cells. */
    Map<String, String> cells(Map<String, String> row) {
        Map<String, String> cells = new LinkedHashMap<>();
        form.objects("columns").forEach(column ->
                cells.put(column.text("id"), row.getOrDefault(column.text("id"), "")));
        return cells;
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
