package dev.budgetledger.projection.disclosure.table;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.Selector.Counts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineAmount;
import dev.budgetledger.projection.entries.Side;

/**
 * How much was published of a budget: how its lines are to be taken at their word.
 *
 * @param partly 上年对比数: what a line leaves out was not published, and may be anything
 * @param compared whether cells are held against those of another year: what may be missing in one makes it unknown
 * @param without funds of which it says nothing
 */
public record Published(boolean partly, boolean compared, Set<Fund> without) {

    public Published {
        without = Set.copyOf(without);
    }

    /** By itself: what stands elsewhere is not missing. */
    public static Published of(BudgetAsOf budget) {
        return new Published(budget.comparative(), false, Set.of());
    }

    /** To be held against another year. */
    public static Published compared(BudgetAsOf budget, Set<Fund> without) {
        return new Published(budget.comparative(), true, without);
    }

    Counts counts(Selector selector, Line line, Function<Line, Nature> natures) {
        if (partly) {
            return compared(selector.counts(line, natures));
        }
        return selector.accepts(line, natures) ? Counts.YES : Counts.NO;
    }

    /**
     * The same of a row by code: a line that says none may be of any, one that says a code above the row's may be of the row.
     *
     * @param row its code, none for all rows together
     */
    Counts of(@Nullable String code, String row) {
        return code == null || (row.startsWith(code) && row.length() > code.length())
                ? compared(Counts.UNPUBLISHED)
                : Counts.NO;
    }

    private Counts compared(Counts counts) {
        return compared && counts == Counts.UNPUBLISHED ? Counts.COARSE : counts;
    }

    /** Of a fund that it says nothing of there may be any amount, on a line that says no more. */
    List<LineAmount> unsaid() {
        return without.stream()
                .map(fund -> new LineAmount(new Line(fund, Origin.CURRENT, null, null, null, null), Side.EXPENDITURE, Money.ofFen(1)))
                .toList();
    }
}
