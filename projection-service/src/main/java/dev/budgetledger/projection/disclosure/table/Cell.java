package dev.budgetledger.projection.disclosure.table;

import java.util.List;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.LineAmount;
import dev.budgetledger.projection.entries.Unit;

/** 单元格: what stands in one cell before it is rounded and printed. */
public sealed interface Cell {

    /**
     * Words or a code.
     *
     * @param identity the same at every as-of point, whatever the row is called; the amounts that follow it are of this row
     */
    record Text(String text, String identity) implements Cell {
        public Text(String text) {
            this(text, text);
        }
    }

    /**
     * Money, exact to the fen.
     *
     * @param of what it is the sum of, so that the cell can be explained
     */
    record Amount(Money value, List<LineAmount> of) implements Cell {
        public Amount {
            of = List.copyOf(of);
        }
    }

    /** The sum of lines. Every amount of every table is made here. */
    static Amount sum(List<LineAmount> lines) {
        Money sum = Money.ZERO;
        for (LineAmount line : lines) {
            sum = sum.plus(line.amount());
        }
        return new Amount(sum, lines);
    }

    /** How this cell is printed: empty where the amount is zero, {@code 0.00} where only its rounding is. */
    default String print(Unit unit, Digits digits) {
        return switch (this) {
            case Text(String text, _) -> text;
            case Amount(Money value, _) -> value.isZero() ? "" : digits.write(unit.round(value));
        };
    }
}
