package dev.budgetledger.projection.files;

import java.util.List;
import java.util.stream.Collectors;

/** A line of RFC 4180 text: it ends with LF, fields are quoted only where they must be. */
public final class CsvLine {

    private CsvLine() {}

    public static String of(List<String> fields) {
        return fields.stream().map(CsvLine::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
