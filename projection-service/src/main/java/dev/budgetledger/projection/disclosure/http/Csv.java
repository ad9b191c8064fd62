package dev.budgetledger.projection.disclosure.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.budgetledger.projection.files.CsvLine;

/**
 * A printed table as RFC 4180 text with a header line. The running number is the first column. One that counts what is proposed says so in a
 * last line, which is no row of a table that can be published or checked.
 */
final class Csv {

    private static final String NUMBER = "序号";
    private static final String NOTE = "注";

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
        if (table.proposed() != null) {
            List<String> said = new ArrayList<>(Collections.nCopies(header.size(), ""));
            said.set(0, NOTE);
            said.set(said.size() - 1, ProposedNote.said(table.proposed()).chinese());
            csv.append(CsvLine.of(said));
        }
        return csv.toString();
    }
}
