package dev.budgetledger.projection.checks;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.commons.csv.CSVRecord;

import dev.budgetledger.projection.entries.Unit;

/** {@code statements.csv}: figures of the explanatory text, one a row. */
final class StatementsFile {

    private static final List<String> HEADER = List.of("key", "value", "unit", "meaning");

    private static final String YEAR = "year";

    /** Everything that such a file says; a key that is not here may be a misspelling of one that is checked. */
    private static final Set<String> AMOUNTS = Set.of("total", "basic", "basic.personnel", Statements.OPERATING,
            "project", "yoy.total", "yoy.basic", "yoy.project", "prior.total", "prior.basic", "prior.project",
            "three-public", "prior.three-public", "procurement", "assets", "planned-assets");

    private StatementsFile() {}

    static Statements read(CsvRows file, int year, Unit unit) {
        Map<String, PrintedAmount> figures = new HashMap<>();
        Set<String> keys = new HashSet<>();
        for (CSVRecord row : file.under(HEADER)) {
            String key = row.get(0);
            if (!keys.add(key)) {
                throw file.invalid(row, "says " + key + " again");
            }
            if (AMOUNTS.contains(key)) {
                if (!row.get(2).equals(unit.chinese())) {
                    throw file.invalid(row, "is in " + row.get(2) + ", the tables in " + unit.chinese());
                }
                figures.put(key, new PrintedAmount(file.amount(row, 1), null));
            } else if (key.equals(YEAR) ? !row.get(1).equals(Integer.toString(year)) : !key.equals("department")) {
                throw file.invalid(row, key.equals(YEAR) ? "is not of " + year : "has no known key: " + key);
            }
        }
        return new Statements(figures, "not in " + ImportedTables.STATEMENTS);
    }
}
