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
 * @param whole beginnings of 部门经济分类 of which all was published, in a table of its own: 三公
 */
public record Published(boolean partly, boolean compared, Set<Fund> without, List<String> whole) {

    public Published {
        without = Set.copyOf(without);
        whole = List.copyOf(whole);
    }

    /** By itself: what stands elsewhere is not missing. */
    public static Published of(BudgetAsOf budget) {
        return new Published(budget.comparative(), false, Set.of(), List.of());
    }

    /** To be held against another year. */
    public static Published compared(BudgetAsOf budget, Set<Fund> without) {
        return new Published(budget.comparative(), true, without, List.of());
    }

    /** The same of a year of which all money of some codes was published. */
    public Published withWhole(List<String> economics) {
        return new Published(partly, compared, without, economics);
    }

    Counts counts(Selector selector, Line line, Function<Line, Nature> natures) {
        if (partly) {
            if (isOfWhole(selector.economics()) && !isWhole(line.economic())) {
                return Counts.NO;
            }
            return compared(selector.counts(line, natures));
        }
        return selector.accepts(line, natures) ? Counts.YES : Counts.NO;
    }

    private boolean isOfWhole(@Nullable List<String> economics) {
        return economics != null && economics.stream().allMatch(this::isWhole);
    }

    private boolean isWhole(@Nullable String economic) {
        return economic != null && whole.stream().anyMatch(economic::startsWith);
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
