package dev.budgetledger.projection.disclosure.http;

import java.util.ArrayList;
import java.util.List;

import dev.budgetledger.projection.files.CsvLine;

/**
 * A printed table as RFC 4180 text with a header line. The running number is the first column.
 */
final class Csv {

    private static final String NUMBER = "序号";

    private Csv() {}

    static String of(TableDocument table) {
        StringBuilder csv = new StringBuilder();
        List<String> header = new ArrayList<>(List.of(NUMBER));
        table.columns().forEach(column -> header.add(column.title()));
        csv.append(CsvLine.of(header));
        for (TableDocument.RowDocument row : table.rows()) {
            List<String> fields = new ArrayList<>(List.of(Integer.toString(row.number())));
            fields.addAll(row.cells().values());
            csv.append(CsvLine.of(fields));
        }
        return csv.toString();
    }
}
