package dev.budgetledger.projection.disclosure.http;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A printed table as RFC 4180 text with a header line; lines end with LF, fields are quoted only where they must be.
 * The running number is the first column.
 */
final class Csv {

    private static final String NUMBER = "序号";

    private Csv() {}

    static String of(TableDocument table) {
        StringBuilder csv = new StringBuilder();
        List<String> header = new ArrayList<>(List.of(NUMBER));
        table.columns().forEach(column -> header.add(column.title()));
        append(header, csv);
        for (TableDocument.RowDocument row : table.rows()) {
            List<String> fields = new ArrayList<>(List.of(Integer.toString(row.number())));
            fields.addAll(row.cells().values());
            append(fields, csv);
        }
        return csv.toString();
    }

    private static void append(List<String> fields, StringBuilder csv) {
        csv.append(fields.stream().map(Csv::quoted).collect(Collectors.joining(","))).append('\n');
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
