package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

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
    private final @Nullable Selector of;
    private final List<ColumnForm> columns;
    private final Map<Side, List<Marked>> amounts = new EnumMap<>(Side.class);

    /**
     * A bit for each column of the panel: the first has the lowest.
     *
     * @param prior the year before, absent if no column is of it or nothing is known of it
     */
    PanelAmounts(@Nullable Selector of, TableForm.Panel panel, TableYear current, @Nullable TableYear prior) {
        this.unsaid = panel.sides(of);
        this.of = of;
        this.columns = panel.columns();
        add(current, null);
        if (prior != null) {
            add(prior, ColumnForm.Year.PRIOR);
        }
    }

    private void add(TableYear year, ColumnForm.@Nullable Year columnYear) {
        for (Side side : sides(of)) {
            List<Marked> marked = amounts.computeIfAbsent(side, _ -> new ArrayList<>());
            for (LineAmount each : amounts(side, year.budget())) {
                Counts counts = counts(of, each, year);
                if (counts != Counts.NO) {
                    marked.add(marked(each, side, year, columnYear).in(counts));
                }
            }
            for (LineAmount each : year.published().unsaid()) {
                if (counts(of, each, year) != Counts.NO) {
                    marked.add(marked(each, side, year, columnYear).in(Counts.COARSE));
                }
            }
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
    private Marked marked(LineAmount amount, Side side, TableYear year, ColumnForm.@Nullable Year columnYear) {
        long surely = 0;
        long unpublished = 0;
        long coarse = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i) instanceof ColumnForm.Amount column
                    && column.sum() == null
                    && column.year() == columnYear
                    && sides(column.of()).contains(side)) {
                long bit = 1L << i;
                switch (counts(column.of(), amount, year)) {
                    case YES -> surely |= bit;
                    case UNPUBLISHED -> unpublished |= bit;
                    case COARSE -> coarse |= bit;
                    case NO -> {}
                }
            }
        }
        return new Marked(year, amount, surely,
                (unpublished | coarse) == 0 ? null : new Marked.Doubt(unpublished, coarse));
    }

    /** What this selector counts, side after side. */
    List<Marked> of(@Nullable Selector selector) {
        List<Marked> counted = new ArrayList<>();
        for (Side side : sides(selector)) {
            for (Marked each : amounts.getOrDefault(side, List.of())) {
                Counts counts = counts(selector, each.amount(), each.year());
                if (counts != Counts.NO) {
                    counted.add(each.in(counts));
                }
            }
        }
        return counted;
    }

    private static Counts counts(@Nullable Selector selector, LineAmount each, TableYear year) {
        return selector == null ? Counts.YES : year.counts(selector, each.line());
    }

    private Set<Side> sides(@Nullable Selector selector) {
        Set<Side> sides = selector == null ? null : selector.sides();
        return sides == null ? unsaid : sides;
    }
}
