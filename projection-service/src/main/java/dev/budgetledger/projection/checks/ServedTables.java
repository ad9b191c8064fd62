package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.checks.EquationSide.Term;
import dev.budgetledger.projection.checks.PrintedTable.PrintedRow;
import dev.budgetledger.projection.comparison.YearOverYear;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Digits;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

/** The tables of a budget as they are served, and its 比上年增减. */
final class ServedTables {

    private static final String OF_TOTALS_ONLY = "上年对比数: only totals of this budget were published";
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final int FEN = 2;

    private ServedTables() {}

    /**
     * The tables of a form.
     *
     * @param tables all of the form, in its order
     * @param measure what a table is counted in
     */
    static PrintedTables of(
            Form form, List<Table> tables, Function<Table, Unit> measure, BudgetAsOf budget, Statements statements) {
        FormPlan plan = FormPlan.of(form, budget.fiscalYear(), natures(budget));
        Map<String, PrintedTable> printed = new HashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            printed.put(tables.get(i).id(), table(plan.tables().get(i), tables.get(i), measure.apply(tables.get(i))));
        }
        return new PrintedTables(plan, printed, statements, null, budget.comparative() ? OF_TOTALS_ONLY : null);
    }

    /** Where there are no units, everything is administrative; else which money is of which nature stands in no table. */
    private static Set<Nature> natures(BudgetAsOf budget) {
        return budget.sums().stream().allMatch(each -> each.line().unit() == null)
                ? Set.of(Nature.ADMINISTRATIVE)
                : EnumSet.allOf(Nature.class);
    }

    private static PrintedTable table(TablePlan plan, Table table, Unit unit) {
        List<PrintedRow> rows = new ArrayList<>();
        for (int panel = 0; panel < plan.panels().size(); panel++) {
            List<ColumnForm> columns = plan.form().panels().get(panel).columns();
            for (Row row : table.rows()) {
                if (columns.stream().anyMatch(column -> row.cells().containsKey(column.id()))) {
                    rows.add(row(panel, row, plan, columns, unit, table.digits()));
                }
            }
        }
        return new PrintedTable(plan, unit, plan.form().panels().stream()
                .flatMap(panel -> panel.columns().stream())
                .filter(column -> !(column instanceof ColumnForm.Words))
                .map(ColumnForm::id)
                .collect(Collectors.toUnmodifiableSet()), rows, table.notes());
    }

    private static PrintedRow row(int panel, Row row, TablePlan plan, List<ColumnForm> columns, Unit unit, Digits digits) {
        List<String> words = new ArrayList<>();
        String key = plan.form().panels().get(panel).sections().getFirst().getFirst().id();
        Map<String, PrintedAmount> amounts = new HashMap<>();
        Map<String, BigDecimal> changes = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        int places = digits.places();
        for (ColumnForm column : columns) {
            switch (row.cells().get(column.id())) {
                case Cell.Text(String text, String identity) -> {
                    words.add(text);
                    key = identity;
                }
                case Cell.Amount amount -> {
                    if (!amount.value().isZero() && plan.panels().get(panel).has(column)) {
                        amounts.put(column.id(), PrintedAmount.rounded(amount.rounded(unit, places), unit, places, amount.value()));
                    }
                }
                case Cell.Unknown() -> unknown.add(column.id());
                case Cell.Change change -> ChangeChecks.figure(change.print(unit, digits)).ifPresent(read -> changes.put(column.id(), read));
                case null -> {}
            }
        }
        return new PrintedRow(row.number(), panel, key,
                words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(" ")), amounts, changes, unknown);
    }

    /** What is stated of a budget and the year before, of the whole department: absent if that was not open. */
    static Statements statements(BudgetAsOf budget, @Nullable BudgetAsOf prior, Templates templates, Unit unit) {
        if (prior == null) {
            return Statements.absent("the budget of the year before was not open, nothing else is stated");
        }
        String ofUnit = budget.ofUnit();
        BudgetAsOf own = ofUnit == null ? prior : prior.ofUnit(ofUnit);
        if (own.expenditure().stream().anyMatch(line -> !isBasicOrProject(line.line().kind()))) {
            return Statements.absent("the year before had other expenditure than basic and project");
        }
        YearOverYear printed = YearOverYear.of(budget, prior, templates, unit);
        YearOverYear exact = YearOverYear.of(budget, prior, templates, Unit.YUAN);
        Map<String, List<Term>> figures = new HashMap<>();
        List<YearOverYear.Figure> shown = List.of(printed.total(), printed.basic(), printed.project());
        List<YearOverYear.Figure> inYuan = List.of(exact.total(), exact.basic(), exact.project());
        for (int i = 0; i < shown.size(); i++) {
            String change = shown.get(i).change();
            String yuan = inYuan.get(i).change();
            if (change == null || yuan == null) {
                return Statements.absent("not all of the year before was published as this is; " + String.join(" ", exact.notes()));
            }
            Money money = Money.ofFen(new BigDecimal(yuan).movePointRight(FEN).longValueExact());
            // A figure of both years was rounded for it.
            BigDecimal error = PrintedAmount.halfUnit(unit, FEN).multiply(TWO);
            figures.put(Statements.CHANGES.get(i), List.of(new Term("statements", 0, Statements.CHANGES.get(i), "",
                    new PrintedAmount(new BigDecimal(change), unit, error, money))));
        }
        return new Statements(figures, Map.of(), List.of(), "not stated by this service");
    }

    private static boolean isBasicOrProject(@Nullable Kind kind) {
        return kind == null || kind.isBasic() || kind == Kind.PROJECT;
    }
}
