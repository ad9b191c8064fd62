package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.Selector.Counts;
import dev.budgetledger.contract.form.Selector.Side;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineAmount;

/** The amounts of a budget's lines that a panel is about, by side: whichever its table does not ask for is not looked at. */
final class PanelAmounts {

    private final Set<Side> unsaid;
    private final Map<Side, List<Marked>> amounts = new EnumMap<>(Side.class);
    private final Function<Line, Nature> natures;
    private final Published published;

    /** A bit for each column of the panel: the first has the lowest. */
    PanelAmounts(
            BudgetAsOf budget, @Nullable Selector of, TableForm.Panel panel, Function<Line, Nature> natures,
            Published published) {
        List<ColumnForm> columns = panel.columns();
        this.unsaid = panel.sides(of);
        this.natures = natures;
        this.published = published;
        for (Side side : sides(of)) {
            List<Marked> marked = new ArrayList<>();
            for (LineAmount each : amounts(side, budget)) {
                Counts counts = counts(of, each);
                if (counts != Counts.NO) {
                    marked.add(marked(each, side, columns).in(counts));
                }
            }
            for (LineAmount each : published.unsaid()) {
                if (counts(of, each) != Counts.NO) {
                    marked.add(marked(each, side, columns).in(Counts.COARSE));
                }
            }
            amounts.put(side, marked);
        }
    }

    private static List<LineAmount> amounts(Side side, BudgetAsOf budget) {
        return switch (side) {
            case INCOME -> budget.income();
            case EXPENDITURE -> budget.expenditure();
            case CARRIED_OUT -> budget.carriedOut();
            case APPROVED -> budget.approved();
        };
    }

    /** Columns that are sums count by what they are sums of. */
    private Marked marked(LineAmount amount, Side side, List<ColumnForm> columns) {
        long surely = 0;
        long unpublished = 0;
        long coarse = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i) instanceof ColumnForm.Amount column
                    && column.sum() == null
                    && sides(column.of()).contains(side)) {
                long bit = 1L << i;
                switch (counts(column.of(), amount)) {
                    case YES -> surely |= bit;
                    case UNPUBLISHED -> unpublished |= bit;
                    case COARSE -> coarse |= bit;
                    case NO -> {}
                }
            }
        }
        return new Marked(amount, surely,
                (unpublished | coarse) == 0 ? null : new Marked.Doubt(unpublished, coarse));
    }

    /** What this selector counts, side after side. */
    List<Marked> of(@Nullable Selector selector) {
        List<Marked> counted = new ArrayList<>();
        for (Side side : sides(selector)) {
            for (Marked each : amounts.getOrDefault(side, List.of())) {
                Counts counts = counts(selector, each.amount());
                if (counts != Counts.NO) {
                    counted.add(each.in(counts));
                }
            }
        }
        return counted;
    }

    private Counts counts(@Nullable Selector selector, LineAmount each) {
        return selector == null ? Counts.YES : published.counts(selector, each.line(), natures);
    }

    private Set<Side> sides(@Nullable Selector selector) {
        Set<Side> sides = selector == null ? null : selector.sides();
        return sides == null ? unsaid : sides;
    }
}
