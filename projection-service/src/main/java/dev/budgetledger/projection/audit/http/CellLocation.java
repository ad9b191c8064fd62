package dev.budgetledger.projection.audit.http;

import java.util.List;

import dev.budgetledger.contract.Money;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.RequestProblem;

/**
 * A cell that was asked for.
 *
 * @param label what its row is called, empty if it has no name
 * @param amount zero, of no lines, where the form leaves the cell blank or it is not known
 */
record CellLocation(Row row, String label, Column column, Cell.Amount amount) {

    private static final Cell.Amount BLANK = new Cell.Amount(Money.ZERO, List.of());

    /**
     * The cell at a running number 序号 and a column id.
     *
     * @throws ProblemException if there is none, or it does not hold an amount
     */
    static CellLocation in(Table table, String number, String columnId) {
        int index = ParameterValues.number("row", number, 1, Integer.MAX_VALUE);
        Column column = table.columns().stream()
                .filter(each -> each.id().equals(columnId))
                .findFirst()
                .orElseThrow(() -> RequestProblem.cellUnknown("column", table.id(), columnId));
        Row row = table.rows().stream()
                .filter(each -> each.number() == index)
                .findFirst()
                .orElseThrow(() -> RequestProblem.cellUnknown("row", table.id(), number));
        if (column.type() == Column.Type.TEXT) {
            throw new ProblemException(ProblemCode.NOT_AN_AMOUNT, "column", columnId + " is a column of words");
        }
        String label = table.heading(row, columnId).map(Cell.Text::text).orElse("");
        return new CellLocation(row, label, column, row.cells().get(columnId) instanceof Cell.Amount amount ? amount : BLANK);
    }

    /** Whether it is known what it holds: of a year published in part it may not be. */
    boolean isKnown() {
        return !(row.cells().get(column.id()) instanceof Cell.Unknown);
    }
}
