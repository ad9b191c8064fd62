package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.budgetledger.projection.entries.Unit;

/**
 * An imported table before its rows are held against those of its form.
 *
 * @param columns the ids of those of money, and of changes of it, that are there
 * @param notes what stands below it
 */
record RawTable(TablePlan plan, Unit unit, Set<String> columns, List<RawRow> rows, List<String> notes) {

    /**
     * A row of a panel.
     *
     * @param code empty where none is printed
     * @param label what it is called, empty where nothing is
     */
    record RawRow(
            int number,
            int panel,
            String code,
            String label,
            Map<String, PrintedAmount> amounts,
            Map<String, BigDecimal> changes) {}
}
