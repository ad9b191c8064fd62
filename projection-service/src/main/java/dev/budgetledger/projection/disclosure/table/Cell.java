package dev.budgetledger.projection.disclosure.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.form.ColumnForm;
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
     * @param parts what is rounded and then added up, none if the value itself is rounded
     */
    record Amount(Money value, List<LineAmount> of, List<Money> parts) implements Cell {
        public Amount {
            of = List.copyOf(of);
            parts = List.copyOf(parts);
        }

        public Amount(Money value, List<LineAmount> of) {
            this(value, of, List.of());
        }

        /** The same money, printed as the sum of these, each rounded. */
        Amount ofParts(List<Money> rounded) {
            return new Amount(value, of, rounded);
        }

        /** As printed. */
        public BigDecimal rounded(Unit unit, int places) {
            return parts.isEmpty()
                    ? unit.round(value, places)
                    : parts.stream().map(part -> unit.round(part, places)).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /**
     * Money that cannot be told: lines of a comparative budget may belong here, but do not say so. It is printed as nothing in
     * every form, never as zero.
     */
    record Unknown() implements Cell {}

    /**
     * 增减: how much more one cell of a row has than another, of what is printed.
     *
     * @param from absent if it is not known
     * @param to absent if it is not known
     */
    record Change(@Nullable Amount from, @Nullable Amount to, ColumnForm.Comparison as) implements Cell {

        private String compared(Unit unit, Digits table) {
            if (from == null || to == null) {
                return "";
            }
            Digits digits = as.format() == null ? table : Digits.of(as.format());
            BigDecimal before = from.rounded(unit, table.places());
            BigDecimal change = to.rounded(unit, table.places()).subtract(before);
            if (as.as() == ColumnForm.Comparison.As.AMOUNT) {
                return written(change, change.setScale(digits.places(), RoundingMode.HALF_UP), digits);
            }
            return before.signum() == 0
                    ? as.fromZero()
                    : written(change, change.movePointRight(2).divide(before.abs(), digits.places(), RoundingMode.HALF_UP), digits);
        }

        private String written(BigDecimal change, BigDecimal rounded, Digits digits) {
            String text = change.signum() == 0
                    ? digits.zero()
                    : as.plus() ? digits.writeChange(rounded) : digits.write(rounded);
            return as.percentSign() && text.chars().anyMatch(Character::isDigit) ? text + "%" : text;
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

    /** How this cell is printed: as nothing where the amount is zero, {@code 0.00} where only its rounding is. */
    default String print(Unit unit, Digits digits) {
        return switch (this) {
            case Text(String text, _) -> text;
            case Unknown() -> "";
            case Change change -> change.compared(unit, digits);
            case Amount amount -> {
                BigDecimal rounded = amount.rounded(unit, digits.places());
                yield amount.value().isZero() && rounded.signum() == 0 ? digits.zero() : digits.write(rounded);
            }
        };
    }
}
