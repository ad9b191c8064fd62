package dev.budgetledger.projection.audit.http;

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.audit.Contribution;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.RequestProblem;

/**
 * A cell that was asked for.
 *
 * @param label what its row is called, empty if it has no name
 * @param added what it is of, by the column that says the year of it; nothing where the form leaves the cell blank or it is not known
 * @param taken what is taken from that, of a cell that holds two columns against each other
 */
record CellLocation(Row row, String label, Column column, Part added, Part taken) {

    /** Before what a row is, as changes name it, which stays the same whatever rows come before it. */
    private static final String KEY = "key=";

    private static final Cell.Amount BLANK = new Cell.Amount(Money.ZERO, List.of());

    /** An amount, and whether it is of the year before. */
    private record Part(Cell.Amount amount, boolean prior) {

        static Part of(Cell.@Nullable Amount amount, Column column) {
            return new Part(amount == null ? BLANK : amount, column.year() != null);
        }

        EntryRange stretch(BudgetAsOf current, BudgetAsOf before) {
            BudgetAsOf of = prior ? before : current;
            return EntryRange.through(of.id(), of.asOf());
        }
    }

    /**
     * The cell at a running number 序号, or {@code key=} and what the row is, and a column id.
     *
     * @throws ProblemException if there is none, or it does not hold an amount
     */
    static CellLocation in(Table table, String number, String columnId) {
        Column column = table.columns().stream()
                .filter(each -> each.id().equals(columnId))
                .findFirst()
                .orElseThrow(() -> RequestProblem.cellUnknown("column", table.id(), columnId));
        Row row = table.rows().stream()
                .filter(isAsked(table, number, columnId))
                .findFirst()
                .orElseThrow(() -> RequestProblem.cellUnknown("row", table.id(), number));
        if (column.type() == Column.Type.TEXT) {
            throw new ProblemException(ProblemCode.NOT_AN_AMOUNT, "column", columnId + " is a column of words");
        }
        String label = table.heading(row, columnId).map(Cell.Text::text).orElse("");
        return switch (row.cells().get(columnId)) {
            case Cell.Amount amount -> new CellLocation(row, label, column, Part.of(amount, column), Part.of(null, column));
            case Cell.Change change when change.from() != null && change.to() != null -> new CellLocation(row, label, column,
                    Part.of(change.to(), column(table, change.as().to())), Part.of(change.from(), column(table, change.as().from())));
            case null, default -> new CellLocation(row, label, column, Part.of(null, column), Part.of(null, column));
        };
    }

    private static Predicate<Row> isAsked(Table table, String row, String columnId) {
        if (row.startsWith(KEY)) {
            return each -> table.heading(each, columnId).map(Cell.Text::identity).filter(row.substring(KEY.length())::equals).isPresent();
        }
        int index = ParameterValues.number("row", row, 1, Integer.MAX_VALUE);
        return each -> each.number() == index;
    }

    private static Column column(Table table, String id) {
        return table.columns().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    /** Whether it is known what it holds: of a year published in part it may not be. */
    boolean isKnown() {
        return switch (row.cells().get(column.id())) {
            case Cell.Unknown() -> false;
            case Cell.Change change -> change.from() != null && change.to() != null;
            case null, default -> true;
        };
    }

    /** Exact to the fen; of a change, and of a percentage, what the one column has more than the other. */
    Money value() {
        return added.amount.value().plus(taken.amount.value().negated());
    }

    /** What its entries are: of one year each, so that no entry is in two of them. */
    List<Contribution> shares(BudgetAsOf current, BudgetAsOf prior, Amounts amounts) {
        EntryFilter one = EntryFilter.of(added.amount.of(), current.basis(), amounts);
        EntryFilter other = EntryFilter.of(taken.amount.of(), current.basis(), amounts);
        EntryRange stretch = added.stretch(current, prior);
        if (taken.amount.of().isEmpty()) {
            return List.of(new Contribution(stretch, one));
        }
        return added.prior == taken.prior
                ? List.of(new Contribution(stretch, one.minus(other)))
                : List.of(new Contribution(stretch, one), new Contribution(taken.stretch(current, prior).missing(), other));
    }
}
