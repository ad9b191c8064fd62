package dev.budgetledger.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * 分录: one side of a posting. A positive amount is a debit (借), a negative one a credit (贷).
 *
 * <p>In JSON they are distinguished by their fields: {@code {"amount","line":{…}}}, {@code {"amount","frozen":{…}}},
 * {@code {"amount","source"}} and {@code {"amount","counterpart","fund"}}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(Entry.OfLine.class),
    @JsonSubTypes.Type(Entry.OfFrozen.class),
    @JsonSubTypes.Type(Entry.OfSource.class),
    @JsonSubTypes.Type(Entry.OfCounterpart.class)
})
public sealed interface Entry {

    Money amount();

    /** The fund whose total this entry moves. */
    Fund fund();

    /** The same with the opposite sign, as a reversal (冲销) posts it. */
    Entry mirrored();

    /**
     * Money to or from a budget line, free to be moved.
     *
     * @param timesCarried for how many years running the money has now been carried: on what a carry-forward brings into a
     *     year, and on what moves later if that is more than the line's origin says; absent elsewhere (预算法 第42条)
     */
    record OfLine(Line line, Money amount, @Nullable Integer timesCarried) implements Entry {

        /** Money of which the line's origin says whether it was carried forward. */
        public OfLine(Line line, Money amount) {
            this(line, amount, null);
        }

        @Override
        public Fund fund() {
            return line.fund();
        }

        @Override
        public OfLine mirrored() {
            return new OfLine(line, amount.negated(), timesCarried);
        }
    }

    /** Money of a line that is frozen (冻结): it stays the line's, and cannot be moved until it is released. */
    record OfFrozen(Line frozen, Money amount) implements Entry {
        @Override
        public Fund fund() {
            return frozen.fund();
        }

        @Override
        public OfFrozen mirrored() {
            return new OfFrozen(frozen, amount.negated());
        }
    }

    /** Money to or from the source of a fund, 资金来源: what allocations and adjustments draw on. */
    record OfSource(Fund source, Money amount) implements Entry {
        @Override
        public Fund fund() {
            return source;
        }

        @Override
        public OfSource mirrored() {
            return new OfSource(source, amount.negated());
        }
    }

    /**
     * Money due to or from another budget, 往来: the other side of what leaves one budget for another in one commit.
     * The other budget's posting has the same entry with the opposite sign, so that all budgets together balance.
     *
     * @param counterpart the stream of the other budget, {@code 302-2023}
     */
    record OfCounterpart(String counterpart, Fund fund, Money amount) implements Entry {
        @Override
        public OfCounterpart mirrored() {
            return new OfCounterpart(counterpart, fund, amount.negated());
        }
    }
}
