package dev.budgetledger.projection.entries;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/**
 * The sum of the entries of a line in a {@link EntryRange} that are alike.
 *
 * @param late whether they count as {@link EntryRange#isLate late}
 */
public record EntrySum(
        Line line, Operation operation, boolean reversal, boolean frozen, boolean late, Money amount) {}
