package dev.budgetledger.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * 分录: one side of a posting. A positive amount is a debit (借), a negative one a credit (贷).
 *
 * <p>In JSON the two are told apart by their fields: {@code {"amount","line":{…}}} and {@code {"amount","source"}}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Entry.OfLine.class), @JsonSubTypes.Type(Entry.OfSource.class)})
public sealed interface Entry {

    Money amount();

    /** The fund whose total this entry moves. */
    Fund fund();

    /** Money to or from a budget line. */
    record OfLine(Line line, Money amount) implements Entry {
        @Override
        public Fund fund() {
            return line.fund();
        }
    }

    /** Money to or from the source of a fund, 资金来源: what allocations and adjustments draw on. */
    record OfSource(Fund source, Money amount) implements Entry {
        @Override
        public Fund fund() {
            return source;
        }
    }
}
