package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tables as CSV (RFC 4180, no line breaks inside a cell). */
final class Csv {

    private Csv() {}

    /** Rows of cells, the header first. */
    static List<List<String>> parse(String text) {
        return text.replace("\uFEFF", "").lines().map(Csv::cells).toList();
    }

    /** A table of the published disclosure. */
    static List<List<String>> reference(String file) {
        try (InputStream in = Csv.class.getResourceAsStream("/reference/301-2023/" + file)) {
            return parse(new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows below the header of a published table, each by column name. */
    static List<Row> rows(String file) {
        List<List<String>> table = reference(file);
        return table.stream().skip(1).map(cells -> new Row(table.getFirst(), cells)).toList();
    }

    /** A figure of the explanatory text. */
    static String statement(String key) {
        return rows("statements.csv").stream()
                .filter(row -> row.get("key").equals(key))
                .map(row -> row.get("value"))
                .findFirst()
                .orElseThrow();
    }

    record Row(List<String> header, List<String> cells) {

        String get(String column) {
            return cells.get(header.indexOf(column));
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
