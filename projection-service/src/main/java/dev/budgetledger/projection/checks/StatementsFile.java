package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.csv.CSVRecord;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.projection.checks.EquationSide.Term;
import dev.budgetledger.projection.checks.Statements.Percent;
import dev.budgetledger.projection.entries.Unit;

/** {@code statements.csv}: figures of the explanatory text, one a row. What is not understood of it is told, not refused. */
final class StatementsFile {

    private static final List<String> HEADER = List.of("key", "value", "unit", "meaning");

    private static final String YEAR = "year";
    private static final String DEPARTMENT = "department";
    private static final String PERCENT = "%";
    private static final String UNCHANGED = "持平";

    private final CsvRows file;
    private final Map<String, List<Term>> figures = new HashMap<>();
    private final Map<String, List<Percent>> percents = new HashMap<>();
    private final List<String> notUnderstood = new ArrayList<>();

    private StatementsFile(CsvRows file) {
        this.file = file;
    }

    static Statements read(CsvRows file, int year) {
        StatementsFile read = new StatementsFile(file);
        for (CSVRecord row : file.under(HEADER)) {
            read.add(row, year);
        }
        return new Statements(read.figures, read.percents, read.notUnderstood, "not in " + ImportedTables.STATEMENTS);
    }

    private void add(CSVRecord row, int year) {
        String key = row.get(0).strip();
        if (key.equals(YEAR)) {
            if (!row.get(1).strip().equals(Integer.toString(year))) {
                throw file.invalid(row, "is not of " + year);
            }
        } else if (!key.equals(DEPARTMENT)) {
            Optional<BigDecimal> value = value(key, row.get(1));
            Optional<Unit> unit = unit(row.get(2).strip());
            boolean ofPercent = key.startsWith(StatementKeys.PERCENT_OF);
            if (!StatementKeys.isKnown(key)) {
                notUnderstood(row, "no known key: " + PlainText.quoted(key));
            } else if (value.isEmpty()) {
                notUnderstood(row, "no amount: " + PlainText.quoted(row.get(1)));
            } else if (ofPercent ? !row.get(2).strip().equals(PERCENT) : unit.isEmpty()) {
                notUnderstood(row, "no unit of measure: " + PlainText.quoted(row.get(2)));
            } else if (ofPercent) {
                percents.computeIfAbsent(key.substring(StatementKeys.PERCENT_OF.length()), _ -> new ArrayList<>())
                        .add(new Percent((int) row.getRecordNumber(), value.get(), PrintedAmount.lastPlace(value.get())));
            } else {
                figures.computeIfAbsent(key, _ -> new ArrayList<>()).add(figure(row, key, value.get(), unit.orElseThrow()));
            }
        }
    }

    /** A change may be told in words: 持平. */
    private static Optional<BigDecimal> value(String key, String printed) {
        return key.startsWith(Statements.CHANGE_OF) && printed.strip().equals(UNCHANGED)
                ? Optional.of(BigDecimal.ZERO)
                : CsvRows.amount(printed);
    }

    private static Term figure(CSVRecord row, String key, BigDecimal value, Unit unit) {
        return new Term("statements", (int) row.getRecordNumber(), key, "",
                new PrintedAmount(value, unit, PrintedAmount.toYuan(PrintedAmount.lastPlace(value), unit), null));
    }

    private static Optional<Unit> unit(String name) {
        for (Unit unit : Unit.values()) {
            if (unit.chinese().equals(name)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    private void notUnderstood(CSVRecord row, String what) {
        notUnderstood.add(ImportedTables.STATEMENTS + " row " + row.getRecordNumber() + " has " + what);
    }
}
