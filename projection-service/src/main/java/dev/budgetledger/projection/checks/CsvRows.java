package dev.budgetledger.projection.checks;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import dev.budgetledger.contract.Utf8;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.web.RequestProblem;

/** The rows of an imported file: RFC 4180 in UTF-8. */
record CsvRows(String file, byte[] csv) {

    /** As figures are printed, with thousands parted by commas or not. */
    static final String NUMBER = "(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[1-9][0-9]{0,12})(?:\\.[0-9]{1,6})?";

    /** A plus only where changes are told. */
    private static final Pattern AMOUNT = Pattern.compile("[+-]?" + NUMBER);

    /** The rows below the header, each as long as it. */
    List<CSVRecord> under(List<String> header) {
        List<CSVRecord> rows = all();
        if (rows.isEmpty() || !rows.getFirst().toList().equals(header)) {
            throw RequestProblem.fileInvalid(file, "the header is not " + String.join(",", header));
        }
        rows.forEach(row -> requireCells(row, header.size()));
        return rows.subList(1, rows.size());
    }

    void requireCells(CSVRecord row, int header) {
        if (row.size() != header) {
            throw invalid(row, "has " + row.size() + " cells, the header " + header);
        }
    }

    /** A figure as it is printed, absent if that is none. */
    static Optional<BigDecimal> amount(String printed) {
        String text = printed.strip();
        return AMOUNT.matcher(text).matches() ? Optional.of(new BigDecimal(text.replace(",", ""))) : Optional.empty();
    }

    ProblemException invalid(CSVRecord row, String what) {
        return RequestProblem.fileInvalid(file, "row " + row.getRecordNumber() + " " + what);
    }

    List<CSVRecord> all() {
        try (CSVParser parser = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get().parse(
                new StringReader(text()))) {
            return parser.getRecords();
        } catch (IOException | UncheckedIOException e) {
            throw RequestProblem.fileInvalid(file, "not CSV: a value in quotes does not end, or something stands behind its end");
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
