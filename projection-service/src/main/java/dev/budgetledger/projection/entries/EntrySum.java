package dev.budgetledger.projection.entries;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/**
 * The sum of the entries of a line in a {@link Stretch} that are alike.
 *
 * @param late whether they count as {@link Stretch#isLate late}
 */
public record EntrySum(
        Line line, Operation operation, boolean reversal, boolean frozen, boolean late, Money amount) {}
