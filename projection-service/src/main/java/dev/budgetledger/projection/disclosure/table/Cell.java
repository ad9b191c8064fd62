package dev.budgetledger.projection.disclosure.table;

import java.util.List;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.LineAmount;

/** 单元格: what stands in one cell before it is rounded and printed. */
public sealed interface Cell {

    /** Words or a code. */
    record Text(String text) implements Cell {}

    /**
     * Money, exact to the fen.
     *
     * @param lines the lines it is the sum of, so that the cell can be explained
     */
    record Amount(Money value, List<Line> lines) implements Cell {
        public Amount {
            lines = List.copyOf(lines);
        }
    }

    /** The sum of lines. Every amount of every table is made here. */
    static Amount sum(List<LineAmount> lines) {
        Money sum = Money.ZERO;
        for (LineAmount line : lines) {
            sum = sum.plus(line.amount());
        }
        return new Amount(sum, lines.stream().map(LineAmount::line).distinct().toList());
    }

    /** How this cell is printed: empty where the amount is zero, {@code 0.00} where only its rounding is. */
    default String print(Unit unit, Digits digits) {
        return switch (this) {
            case Text(String text) -> text;
            case Amount(Money value, _) -> value.isZero() ? "" : digits.write(unit.round(value));
        };
    }
}
