package dev.budgetledger.projection.replay;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

/** Finds the cell in which the tables of a budget differ. */
final class TableReconciliation {

    private TableReconciliation() {}

    /** The first cell of a table that is not printed the same, in 元. */
    static Optional<Drift.OfCell> first(TableId id, BudgetAsOf served, BudgetAsOf expected, Template forms) {
        Table left = Disclosure.table(id, served, forms);
        Table right = Disclosure.table(id, expected, forms);
        for (int i = 0; i < Math.max(left.rows().size(), right.rows().size()); i++) {
            Row one = i < left.rows().size() ? left.rows().get(i) : null;
            Row other = i < right.rows().size() ? right.rows().get(i) : null;
            for (Column column : left.columns()) {
                String is = one == null ? null : print(one, column, left);
                String should = other == null ? null : print(other, column, right);
                if (!Objects.equals(is, should)) {
                    return Optional.of(new Drift.OfCell(
                            served.id().stream(), word(served.basis()), id.id(), i + 1, label(one, other), column.id(), is, should));
                }
            }
        }
        return Optional.empty();
    }

    /** Where the budget as a whole is not the same. */
    static Drift.OfCell whole(String budget, Basis basis, @Nullable String served, @Nullable String expected) {
        return new Drift.OfCell(budget, word(basis), null, null, null, null, served, expected);
    }

    static String word(Basis basis) {
        return basis.name().toLowerCase(Locale.ROOT);
    }

    private static String print(Row row, Column column, Table table) {
        return row.print(column, Unit.YUAN, table.digits());
    }

    /** The words of the row, so that a person finds it. */
    private static @Nullable String label(@Nullable Row one, @Nullable Row other) {
        return Stream.of(Optional.ofNullable(other), Optional.ofNullable(one))
                .flatMap(Optional::stream)
                .flatMap(row -> row.cells().entrySet().stream().sorted(Map.Entry.comparingByKey()))
                .map(Map.Entry::getValue)
                .filter(Cell.Text.class::isInstance)
                .map(cell -> ((Cell.Text) cell).text())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
