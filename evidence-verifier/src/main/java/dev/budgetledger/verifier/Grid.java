package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.Json.Members;

/** 表 of a document: rows of cells, of which those that a cell before or above spans are left out. */
final class Grid {

    private Grid() {}

    /**
     * A column by what stands above it.
     *
     * @param under the heads above its own, the uppermost first
     */
    record Head(String title, List<String> under) {}

    static Members sheet(String id, String title, List<String> corners, List<Json> head, List<Json> body, List<String> notes) {
        int last = corners.size() - 1;
        return Documents.object(
                "id", new Json.Text(id),
                "title", new Json.Text(title),
                "corners", Documents.object(
                        "left", new Json.Text(last < 0 ? "" : corners.get(0)),
                        "middle", new Json.Text(last < 2 ? "" : corners.get(1)),
                        "right", new Json.Text(last < 1 ? "" : corners.get(last))),
                "head", new Json.Items(head),
                "body", new Json.Items(body),
                "notes", Documents.texts(notes));
    }

    static Json.Items row(List<? extends Json> cells) {
        return new Json.Items(List.copyOf(cells));
    }

    static Members cell(String text, String kind) {
        return cell(text, kind, 1, 1);
    }

    static Members cell(String text, String kind, int columns, int rows) {
        return Documents.object("text", new Json.Text(text), "kind", new Json.Text(kind),
                "columns", new Json.Whole(columns), "rows", new Json.Whole(rows));
    }

    /** A cell of a figure, which is what its source says. */
    static Members figure(String text, String kind, @Nullable Json source) {
        return source == null ? cell(text, kind) : Documents.with(cell(text, kind), "source", source);
    }

    /** 表头: neighbours under the same heads share them, and a title reaches down to the lowest row. */
    static List<Json> heads(@Nullable String first, List<Head> columns) {
        int depth = 1 + columns.stream().mapToInt(each -> each.under.size()).max().orElse(0);
        List<Json> rows = new ArrayList<>();
        for (int level = 0; level < depth; level++) {
            List<Json> row = new ArrayList<>();
            if (level == 0 && first != null) {
                row.add(cell(first, "HEAD", 1, depth));
            }
            int from = 0;
            while (from < columns.size()) {
                Head column = columns.get(from);
                int to = from + 1;
                while (level < column.under.size() && to < columns.size() && shares(columns.get(to), column, level)) {
                    to++;
                }
                if (level < column.under.size()) {
                    row.add(cell(column.under.get(level), "HEAD", to - from, 1));
                } else if (level == column.under.size()) {
                    row.add(cell(column.title, "HEAD", 1, depth - level));
                }
                from = to;
            }
            rows.add(row(row));
        }
        return rows;
    }

    private static boolean shares(Head other, Head column, int level) {
        return other.under.size() > level && other.under.subList(0, level + 1).equals(column.under.subList(0, level + 1));
    }

    /** @param numbers what the numbers of rows and columns are called; absent if it has none */
    static Members of(Sheet table, List<String> corners, @Nullable Members numbers) {
        List<TableForm.Column> columns = table.columns();
        List<Json> head = heads(numbers == null ? null : numbers.text("rows"), columns.stream()
                .map(each -> new Head(table.printed(each.title()), each.under().stream().map(table::printed).toList()))
                .toList());
        List<Json> body = new ArrayList<>();
        List<Json> counts = new ArrayList<>();
        if (numbers != null) {
            counts.add(cell(numbers.text("columns"), "HEAD"));
            columns.forEach(each -> counts.add(cell(Integer.toString(counts.size()), "HEAD")));
            head.add(row(counts));
        }
        for (Map<String, Cell> printed : table.rows()) {
            int number = body.size() + 1;
            List<Json> row = new ArrayList<>(numbers == null ? List.of() : List.of(cell(Integer.toString(number), "COUNT")));
            Map<String, Cell> cells = table.cells(printed);
            for (int i = 0; i < columns.size(); i++) {
                TableForm.Column column = columns.get(i);
                String text = cells.getOrDefault(column.id(), Cell.BLANK).text();
                // The last column of words before amounts is what a row is called.
                boolean isLabel = i + 1 == columns.size() || columns.get(i + 1).words() == null;
                row.add(column.words() != null
                        ? cell(text, isLabel ? "LABEL" : "MARK")
                        : figure(text, "NUMBER", text.isEmpty() ? null : Figures.source(table, number, column.id())));
            }
            body.add(row(row));
        }
        return sheet(table.form().id(), table.printed(table.form().title()), corners, head, body, table.notes());
    }
}
