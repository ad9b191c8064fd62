package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.comparison.YearOverYear;
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

/** The tables of a budget as they are served, and its 比上年增减. */
final class ServedTables {

    private static final String OF_TOTALS_ONLY = "上年对比数: only totals of this budget were published";

    private ServedTables() {}

    /** @param prior of the whole department; absent if the budget of the year before was not open */
    static PrintedTables of(BudgetAsOf budget, @Nullable BudgetAsOf prior, Templates templates, Unit unit) {
        Template forms = templates.of(budget.fiscalYear());
        Map<TableId, PrintedTable> tables = new EnumMap<>(TableId.class);
        for (TableId id : TableId.values()) {
            tables.put(id, PrintedTable.of(id, Disclosure.table(id, budget, forms), unit));
        }
        return new PrintedTables(forms, unit, tables, statements(budget, prior, templates, unit), null,
                budget.comparative() ? OF_TOTALS_ONLY : null);
    }

    private static Statements statements(
            BudgetAsOf budget, @Nullable BudgetAsOf prior, Templates templates, Unit unit) {
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
        Map<String, PrintedAmount> figures = new HashMap<>();
        List<YearOverYear.Figure> shown = List.of(printed.total(), printed.basic(), printed.project());
        List<YearOverYear.Figure> inYuan = List.of(exact.total(), exact.basic(), exact.project());
        for (int i = 0; i < shown.size(); i++) {
            String change = shown.get(i).change();
            String yuan = inYuan.get(i).change();
            if (change == null || yuan == null) {
                return Statements.absent("not all of the year before was published as this is; " + String.join(" ", exact.notes()));
            }
            figures.put(Statements.CHANGES.get(i), new PrintedAmount(
                        new BigDecimal(change),
                        Money.ofFen(new BigDecimal(yuan).movePointRight(2).longValueExact())));
        }
        return new Statements(figures, "not stated by this service");
    }

    private static boolean isBasicOrProject(@Nullable Kind kind) {
        return kind == null || kind.isBasic() || kind == Kind.PROJECT;
    }
}
