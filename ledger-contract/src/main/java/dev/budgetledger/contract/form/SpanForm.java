package dev.budgetledger.contract.form;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** 句段: part of a sentence. */
public sealed interface SpanForm {

    /** Words. */
    record Words(@JsonValue String words) implements SpanForm {}

    /**
     * 金额: what lines have, as the ledger knows it.
     *
     * @param amount which money
     * @param as which of its figures
     * @param format absent: as amounts of the document
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Amount(Selector amount, Figure as, DocumentForm.@Nullable AmountFormat format) implements SpanForm {}

    /** A figure of money in two years. */
    enum Figure {
        /** 本年. */
        THIS_YEAR,
        /** 上年. */
        PRIOR_YEAR,
        /** 增减额, without its sign: the direction says it. */
        CHANGE,
        /** 增减率, without its sign, of the prior year, one place and {@code %}. */
        PERCENT
    }

    /** 增加, 减少 or 持平, against the prior year. */
    record Direction(Selector direction) implements SpanForm {}

    /** Spans that are there under a condition. */
    record Conditional(Condition when, List<SpanForm> text) implements SpanForm {
        public Conditional {
            text = List.copyOf(text);
        }
    }

    /**
     * A condition on money.
     *
     * @param is one of these is so
     */
    record Condition(Selector of, Set<Is> is) {
        public Condition {
            is = Collections.unmodifiableSet(EnumSet.copyOf(is));
        }
    }

    /** What may be so of money. */
    enum Is {
        /** There is none this year. */
        NONE,
        /** There is some this year. */
        SOME,
        /** More than in the prior year. */
        MORE,
        /** Less than in the prior year. */
        LESS,
        /** As much as in the prior year. */
        SAME,
        /** What the prior year had is not known. */
        UNKNOWN
    }

    /**
     * Spans that are there once for each of something, in one sentence. In them {@code {name}} is what it is called, and amounts are its own.
     *
     * @param of which codes, by the money that they have
     * @param between what stands between two of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Each(DocumentForm.By each, @Nullable Selector of, String between, List<SpanForm> text) implements SpanForm {
        public Each {
            text = List.copyOf(text);
        }
    }

    /** What an author wrote in a slot, in the sentence. */
    record Slot(String slot) implements SpanForm {}

    /**
     * A figure out of statements.
     *
     * @param catalogue of PROCUREMENT: beginnings of catalogue codes; absent: all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Value(Stated value, @Nullable List<String> catalogue, DocumentForm.@Nullable AmountFormat format) implements SpanForm {
        public Value {
            catalogue = catalogue == null ? null : List.copyOf(catalogue);
        }
    }

    /** What a figure out of statements says. */
    enum Stated {
        /** 政府采购预算: what all purchases cost. */
        PROCUREMENT,
        /** 资产总额. */
        ASSETS,
        /** 截止时间 of the assets, {@code 2022-12-31}. */
        ASSETS_AS_AT,
        /** How many projects have performance goals. */
        PERFORMANCE_PROJECTS,
        /** The money of these. */
        PERFORMANCE_AMOUNT,
        /** How many institutions there are. */
        INSTITUTIONS
    }
}
