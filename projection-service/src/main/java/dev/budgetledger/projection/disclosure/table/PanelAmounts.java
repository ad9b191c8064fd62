package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.Selector.Side;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineAmount;

/** The amounts of a budget's lines that a panel is about, by side: whichever its table does not ask for is not looked at. */
final class PanelAmounts {

    private static final Set<Side> EVERY_SIDE = EnumSet.allOf(Side.class);

    private final Map<Side, List<Marked>> amounts = new EnumMap<>(Side.class);
    private final Function<Line, Nature> natures;

    /** @param columns of the panel: the first has the lowest bit */
    PanelAmounts(BudgetAsOf budget, @Nullable Selector of, List<ColumnForm> columns, Function<Line, Nature> natures) {
        this.natures = natures;
        for (Side side : sides(of)) {
            List<Marked> marked = new ArrayList<>();
            for (LineAmount each : amounts(side, budget)) {
                if (accepts(of, each)) {
                    marked.add(new Marked(each, marks(each, side, columns)));
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
        };
    }

    /** Columns that are sums count by what they are sums of. */
    private long marks(LineAmount amount, Side side, List<ColumnForm> columns) {
        long marks = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i) instanceof ColumnForm.Amount column
                    && column.sum() == null
                    && sides(column.of()).contains(side)
                    && accepts(column.of(), amount)) {
                marks |= 1L << i;
            }
        }
        return marks;
    }

    /** What this selector counts, side after side. */
    List<Marked> of(@Nullable Selector selector) {
        List<Marked> counted = new ArrayList<>();
        for (Side side : sides(selector)) {
            for (Marked each : amounts.getOrDefault(side, List.of())) {
                if (accepts(selector, each.amount())) {
                    counted.add(each);
                }
            }
        }
        return counted;
    }

    private boolean accepts(@Nullable Selector selector, LineAmount each) {
        return selector == null || selector.accepts(each.line(), natures.apply(each.line()));
    }

    private static Set<Side> sides(@Nullable Selector selector) {
        Set<Side> sides = selector == null ? null : selector.sides();
        return sides == null ? EVERY_SIDE : sides;
    }
}
