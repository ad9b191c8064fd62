package dev.budgetledger.projection.entries;

import java.time.LocalDate;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/**
 * 分录 of a line, as it was posted.
 *
 * @param reversal whether a reversal (冲销) posted it; the operation is that of what it reverses
 * @param frozen whether it is of the frozen account of the line
 */
public record PostedEntry(
        EntryPlace place,
        LocalDate effectiveOn,
        Line line,
        Operation operation,
        boolean reversal,
        boolean frozen,
        Money amount) {}
