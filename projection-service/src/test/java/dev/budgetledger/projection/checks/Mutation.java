package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.budgetledger.projection.checks.EquationSide.Term;
import dev.budgetledger.projection.checks.PrintedTable.PrintedRow;

/** One printed figure or blank, changed by a hundred of its last place: more than any rounding explains. */
final class Mutation {

    private static final int LAST_PLACES = 100;

    private Mutation() {}

    /** The figures of the text with this key, the same. */
    static PrintedTables of(PrintedTables tables, String key, int sign) {
        Map<String, List<Term>> figures = new HashMap<>(tables.statements().figures());
        figures.computeIfPresent(key, (_, said) -> said.stream()
                .map(term -> new Term(term.source(), term.row(), term.label(), term.column(), changed(Objects.requireNonNull(term.amount()), sign)))
                .toList());
        return new PrintedTables(tables.form(), tables.tables(),
                new Statements(figures, tables.statements().percents(), List.of(), "not stated"), tables.nature(), null);
    }

    private static PrintedAmount changed(PrintedAmount amount, int sign) {
        BigDecimal change = BigDecimal.ONE.movePointLeft(amount.printed().scale()).multiply(BigDecimal.valueOf((long) sign * LAST_PLACES));
        return new PrintedAmount(amount.printed().add(change), amount.unit(), amount.error(), null);
    }

    /** Those of the row's panel. */
    static List<String> columns(PrintedTable table, PrintedRow row) {
        return table.plan().panels().get(row.panel()).columns().stream().map(TablePlan.Column::id).toList();
    }

    static PrintedTables of(PrintedTables tables, PrintedTable table, PrintedRow row, String column, int sign) {
        PrintedAmount amount = row.amounts().getOrDefault(column, PrintedAmount.rounded(
                BigDecimal.ZERO.setScale(table.plan().form().format().places()), table.unit(), table.plan().form().format().places(), null));
        Map<String, PrintedAmount> amounts = new HashMap<>(row.amounts());
        amounts.put(column, changed(amount, sign));
        return of(tables, table, row,
                new PrintedRow(row.number(), row.panel(), row.key(), row.label(), amounts, row.changes(), row.unknown()));
    }

    static PrintedTables of(PrintedTables tables, PrintedTable table, PrintedRow row, PrintedRow changed) {
        Map<String, PrintedTable> all = new HashMap<>(tables.tables());
        all.put(table.plan().id(), new PrintedTable(table.plan(), table.unit(), table.columns(),
                table.rows().stream().map(each -> each.equals(row) ? changed : each).toList(), table.notes()));
        return new PrintedTables(tables.form(), all, tables.statements(), tables.nature(), null);
    }
}
