package dev.budgetledger.projection.comparison;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.audit.Contribution;
import dev.budgetledger.projection.comparison.Causes.Cause;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntrySum;
import dev.budgetledger.projection.entries.LineAmount;

/**
 * 变动: a cell at both points.
 *
 * @param row the identity of its row, the same at both points
 * @param label what the row is called, at the later point if it is there
 * @param ofPrior whether its money is of the year before that of its table
 * @param before absent where the row was not there yet
 * @param after absent where the row is there no more
 * @param known whether it is known at both points: of a year published in part it may not be, and then there is no difference
 */
public record CellChange(
        String row, String label, String column, boolean ofPrior, Cell.@Nullable Amount before, Cell.@Nullable Amount after, boolean known) {

    /** Whether it differs, as far as is known. */
    public boolean isDifferent() {
        return known && !difference().isZero();
    }

    /** Exact to the fen. */
    public Money difference() {
        return value(after).plus(value(before).negated());
    }

    /** Zero where there is no cell. */
    public static Money value(Cell.@Nullable Amount cell) {
        return cell == null ? Money.ZERO : cell.value();
    }

    /** What the difference is the sum of. */
    public List<Contribution> shares(BudgetPair compared) {
        return compared.stretches().stream()
                .map(stretch -> new Contribution(
                        stretch,
                        EntryFilter.of(of(stretch, compared), compared.to().basis(), compared.amounts())))
                .toList();
    }

    /** The lines of a cell are the same at both points of a year, so either names them. */
    private List<LineAmount> of(EntryRange stretch, BudgetPair compared) {
        Cell.Amount cell = stretch.budget().equals(compared.to().id()) ? after : before;
        if (cell == null && compared.isOfOneYear()) {
            cell = before;
        }
        return cell == null ? List.of() : cell.of();
    }

    /**
     * The difference by its causes, those that add up to nothing left out.
     *
     * @param sums of each stretch
     */
    public Map<Cause, Money> parts(BudgetPair compared, Map<EntryRange, List<EntrySum>> sums) {
        Map<Cause, Money> parts = new EnumMap<>(Cause.class);
        for (Contribution share : shares(compared)) {
            for (EntrySum sum : sums.getOrDefault(share.stretch(), List.of())) {
                parts.merge(Cause.of(sum.operation(), sum.reversal(), sum.late()), share.of(sum), Money::plus);
            }
        }
        parts.values().removeIf(Money::isZero);
        return parts;
    }

    /** The difference by operation, and how much of each is late. */
    public Causes operations(BudgetPair compared, Map<EntryRange, List<EntrySum>> sums) {
        Causes causes = new Causes();
        for (Contribution share : shares(compared)) {
            sums.getOrDefault(share.stretch(), List.of()).forEach(sum -> causes.add(sum, share.of(sum)));
        }
        return causes;
    }
}
