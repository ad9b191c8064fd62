package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.function.Function;

import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.table.BalanceForm;
import dev.budgetledger.projection.disclosure.table.BalanceForm.Labels;

/** A table with income on the left and expenditure on the right: where its rows are. */
record Balance(PrintedTable table, BalanceForm form) {

    private static final String INCOME = "income";
    private static final String INCOME_AMOUNT = "incomeAmount";
    private static final String EXPENDITURE = "expenditure";

    static BalanceForm form(TableId id, Template forms) {
        return switch (id) {
            case REVENUE_AND_EXPENDITURE, FISCAL_APPROPRIATION -> BalanceForm.of(forms.table(id));
            case REVENUE, EXPENDITURE, GENERAL_PUBLIC_BUDGET, BASIC_EXPENDITURE, GOVERNMENT_FUND, STATE_CAPITAL,
                    THREE_PUBLIC -> throw new IllegalArgumentException(id.id() + " is no balance");
        };
    }

    /** The row of a total on the left. */
    EquationSide income(Function<BalanceForm, Labels> total) {
        return total(INCOME, total.apply(form).income(), INCOME_AMOUNT);
    }

    /** The row of a total on the right. */
    EquationSide expenditure(Function<BalanceForm, Labels> total, String column) {
        return total(EXPENDITURE, total.apply(form).expenditure(), column);
    }

    /** Income of this year, a row for each fund. */
    List<PrintedRow> funds() {
        return above(INCOME, form.current().income());
    }

    /** What was brought forward, a row for each fund; none if the form does not show it. */
    List<PrintedRow> broughtForward() {
        List<PrintedRow> above = above(INCOME, form.all().income());
        return above.subList(
                Math.min(above.size(), above(INCOME, form.carried().income()).size() + 1), above.size());
    }

    /** Expenditure, a row for each 类. */
    List<PrintedRow> classes() {
        return above(EXPENDITURE, form.current().expenditure());
    }

    EquationSide sum(List<PrintedRow> rows, String column) {
        return table.sum(rows, column);
    }

    EquationSide sumOfIncome(List<PrintedRow> rows) {
        return table.sum(rows, INCOME_AMOUNT);
    }

    /** The amount columns on the right. */
    List<String> columns() {
        return table.amountColumns().stream().filter(column -> !column.equals(INCOME_AMOUNT)).toList();
    }

    private EquationSide total(String side, String label, String column) {
        List<PrintedRow> found =
                table.rows().stream().filter(row -> row.text(side).equals(label)).toList();
        return found.isEmpty() ? EquationSide.missing(table.id().id() + " has no row " + label) : table.sum(found, column);
    }

    /** The rows with words on this side above the one so called. */
    private List<PrintedRow> above(String side, String label) {
        return table.rows().stream()
                .takeWhile(row -> !row.text(side).equals(label))
                .filter(row -> !row.text(side).isEmpty())
                .toList();
    }
}
