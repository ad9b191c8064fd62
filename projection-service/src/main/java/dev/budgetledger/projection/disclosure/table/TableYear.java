package dev.budgetledger.projection.disclosure.table;

import java.util.function.Function;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.Selector.Counts;
import dev.budgetledger.projection.entries.BudgetAsOf;

/**
 * A year that cells are of.
 *
 * @param natures 单位性质 of the unit of a line; where units are not known, everything is administrative
 * @param chart what its projects and units are called
 * @param published how its lines are to be taken at their word
 */
public record TableYear(BudgetAsOf budget, Function<Line, Nature> natures, ChartNames chart, Published published) {

    /** What projects and units are called. */
    @FunctionalInterface
    public interface ChartNames {

        ChartNames NONE = (_, _) -> "";

        /** The name of a code, empty if it has none. */
        String of(RowForm.By by, String code);
    }

    Counts counts(Selector selector, Line line) {
        return published.counts(selector, line, natures);
    }

    /** The name of a code, empty if it has none. */
    String name(RowForm.By by, String code) {
        Classification.Type of = by.classification();
        return of == null ? chart.of(by, code) : budget.names().of(of, code);
    }
}
