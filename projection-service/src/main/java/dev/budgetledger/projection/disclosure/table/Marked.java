package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.List;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.LineAmount;

/**
 * An amount of a line, with the columns that count it: looked at once, though it is in many rows.
 *
 * @param columns a bit for each
 */
record Marked(LineAmount amount, long columns) {

    /** A cell: what some columns count of a row. */
    static Cell.Amount cell(List<Marked> row, long columns) {
        List<LineAmount> counted = new ArrayList<>();
        for (Marked each : row) {
            if ((each.columns & columns) != 0) {
                counted.add(each.amount);
            }
        }
        return Cell.sum(counted);
    }

    static Money sum(List<Marked> row, long columns) {
        return cell(row, columns).value();
    }
}
