package dev.budgetledger.projection.document;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.NumberFormat;
import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Published;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.disclosure.table.TableYear;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.LineSums;

/**
 * A year that sentences speak of.
 *
 * @param natures 单位性质 of the unit of a line
 * @param published how its lines are to be taken at their word
 */
public record Year(BudgetAsOf budget, Function<Line, Nature> natures, Published published) {

    private static final NumberFormat EXACT = new NumberFormat(2, false, false, "");

    /** What a selector counts, as the one cell of a table does; nothing if it is not known. */
    Cell.@Nullable Amount amount(Selector of) {
        TableForm table = new TableForm("amount", "金额", TableForm.Measure.YUAN, EXACT, TableForm.Totals.EXACT, of,
                List.of(new TableForm.Panel(
                        List.of(new ColumnForm.Amount("amount", "金额", List.of(), null, null, null, null)),
                        List.of(List.of(new RowForm.Fixed("amount", "金额", null, null, RowForm.Fixed.When.ALWAYS))))),
                List.of());
        return TableMaker.table(table, new TableYear(budget, natures, TableYear.ChartNames.NONE, published), null).rows().getFirst().cells().get("amount") instanceof Cell.Amount amount
                ? amount
                : null;
    }

    /** The same year with no other lines than these. */
    Year only(Predicate<Line> wanted) {
        return new Year(budget.only(wanted), natures, published);
    }

    /** Whether any line was ever posted to of which this is so. */
    boolean hasLine(Predicate<Line> wanted) {
        return Stream.concat(
                        budget.lines().stream().map(LineBalance::line),
                        budget.sums().stream().filter(each -> each.entries() > 0).map(LineSums::line))
                .anyMatch(wanted);
    }
}
