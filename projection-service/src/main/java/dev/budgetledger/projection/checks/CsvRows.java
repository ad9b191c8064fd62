package dev.budgetledger.projection.checks;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Utf8;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.web.RequestProblem;

/** The rows of an imported file: RFC 4180 in UTF-8, under one header line. */
record CsvRows(String file, byte[] csv) {

    /** As tables are printed: no grouping, no exponent, at most two places. A plus only where changes are told. */
    private static final Pattern AMOUNT = Pattern.compile("[+-]?(0|[1-9][0-9]{0,12})(\\.[0-9]{1,2})?");

    private static final String BLANK = "";

    /** The rows below the header, each as long as it. */
    List<CSVRecord> under(List<String> header) {
        List<CSVRecord> rows = parse();
        if (rows.isEmpty() || !rows.getFirst().toList().equals(header)) {
            throw RequestProblem.fileInvalid(file, "the header is not " + String.join(",", header));
        }
        for (CSVRecord row : rows) {
            if (row.size() != header.size()) {
                throw invalid(row, "has " + row.size() + " cells, the header " + header.size());
            }
        }
        return rows.subList(1, rows.size());
    }

    /** A number of a row that is not blank. */
    BigDecimal amount(CSVRecord row, int column) {
        String text = row.get(column);
        if (!AMOUNT.matcher(text).matches()) {
            throw invalid(row, "cell " + (column + 1) + " is not an amount: " + PlainText.quoted(text));
        }
        return new BigDecimal(text);
    }

    boolean isBlank(CSVRecord row, int column) {
        return row.get(column).equals(BLANK);
    }

    ProblemException invalid(CSVRecord row, String what) {
        return RequestProblem.fileInvalid(file, "row " + row.getRecordNumber() + " " + what);
    }

    private List<CSVRecord> parse() {
        try (CSVParser parser = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get().parse(
                new StringReader(text()))) {
            return parser.getRecords();
        } catch (IOException | UncheckedIOException e) {
            throw RequestProblem.fileInvalid(file, "not CSV: " + e.getMessage());
        }
    }

    private String text() {
        try {
            return Utf8.ofDocument(csv);
        } catch (CharacterCodingException e) {
            throw RequestProblem.fileInvalid(file, "not UTF-8");
        }
    }
}
