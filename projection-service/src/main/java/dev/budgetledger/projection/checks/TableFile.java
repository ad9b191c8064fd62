package dev.budgetledger.projection.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVRecord;

import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.table.Column;

/** A table as the service itself writes it to {@code text/csv}: 序号, then the columns of the year's form by title. */
final class TableFile {

    private static final String NUMBER = "序号";

    private static final Pattern ROW_NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

    /** 类, 款 or 项. */
    private static final Pattern CODE = Pattern.compile("[0-9]{3}([0-9]{2}){0,2}");

    private TableFile() {}

    static PrintedTable read(TableId id, Template forms, CsvRows file) {
        List<Column> columns = forms.columns(id);
        List<String> header = new ArrayList<>(List.of(NUMBER));
        columns.forEach(column -> header.add(column.title()));
        return new PrintedTable(
                id, columns, file.under(header).stream().map(row -> row(row, columns, file)).toList());
    }

    private static PrintedRow row(CSVRecord row, List<Column> columns, CsvRows file) {
        if (!ROW_NUMBER.matcher(row.get(0)).matches()) {
            throw file.invalid(row, "has no 序号: " + row.get(0));
        }
        Map<String, String> texts = new HashMap<>();
        Map<String, PrintedAmount> amounts = new HashMap<>();
        for (int i = 1; i < row.size(); i++) {
            if (file.isBlank(row, i)) {
                continue;
            }
            Column column = columns.get(i - 1);
            switch (column.type()) {
                case TEXT -> texts.put(column.id(), text(row, i, column, file));
                case AMOUNT -> amounts.put(column.id(), new PrintedAmount(file.amount(row, i), null));
            }
        }
        return new PrintedRow(Integer.parseInt(row.get(0)), texts, amounts);
    }

    private static String text(CSVRecord row, int cell, Column column, CsvRows file) {
        if (column.id().equals("code") && !CODE.matcher(row.get(cell)).matches()) {
            throw file.invalid(row, "cell " + (cell + 1) + " is not a code of 3, 5 or 7 digits: " + row.get(cell));
        }
        return row.get(cell);
    }
}
