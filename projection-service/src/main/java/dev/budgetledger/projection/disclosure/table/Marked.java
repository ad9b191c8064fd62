package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.form.Selector.Counts;
import dev.budgetledger.projection.entries.LineAmount;

/**
 * An amount of a line, with the columns that count it: looked at once, though it is in many rows.
 *
 * @param year whose line it is
 * @param columns a bit for each
 * @param doubt absent unless the line says too little for some columns
 */
record Marked(TableYear year, LineAmount amount, long columns, @Nullable Doubt doubt) {

    /** 未公布: columns that may count an amount, a bit for each, by how little the line says. */
    record Doubt(long unpublished, long coarse) {}

    /** The same in a row, or a table, that counts the line no more surely than this. */
    Marked in(Counts row) {
        long unpublished = doubt == null ? 0 : doubt.unpublished;
        long coarse = doubt == null ? 0 : doubt.coarse;
        return switch (row) {
            case YES -> this;
            case COARSE -> new Marked(year, amount, 0, new Doubt(unpublished, columns | coarse));
            case UNPUBLISHED -> new Marked(year, amount, 0, new Doubt(columns | unpublished | coarse, 0));
            case NO -> new Marked(year, amount, 0, null);
        };
    }

    /**
     * A cell: what some columns count of a row. What was not published stands elsewhere, so that the rest of a cell is printed,
     * but makes no zero.
     */
    static Cell cell(List<Marked> row, long columns) {
        List<LineAmount> counted = new ArrayList<>();
        boolean coarse = false;
        boolean unpublished = false;
        for (Marked each : row) {
            if ((each.columns & columns) != 0) {
                counted.add(each.amount);
            } else if (each.doubt != null && !each.amount.isZero()) {
                coarse |= (each.doubt.coarse & columns) != 0;
                unpublished |= (each.doubt.unpublished & columns) != 0;
            }
        }
        Cell.Amount cell = Cell.sum(counted);
        return coarse || (unpublished && cell.value().isZero()) ? new Cell.Unknown() : cell;
    }

    static Money sum(List<Marked> row, long columns) {
        return Cell.sum(row.stream().filter(each -> (each.columns & columns) != 0).map(Marked::amount).toList()).value();
    }
}
