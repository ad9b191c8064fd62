package dev.budgetledger.contract.form;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** 栏目: a column of a table. */
public sealed interface ColumnForm {

    /** The same in every form that means the same. */
    String id();

    /** Printed at its head. */
    String title();

    /** 表头: the heads above its own, the uppermost first. Neighbours under the same ones share them. */
    List<String> under();

    /**
     * A column of words.
     *
     * @param level of a code: only the digits of this level, 1 for 类; absent for all of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Words(String id, String title, List<String> under, Text text, @Nullable Integer level) implements ColumnForm {
        public Words {
            under = List.copyOf(under);
        }
    }

    /** What a column of words says. */
    enum Text {
        /** What a row is called. */
        LABEL,
        /** 科目编码 of a row, if it has one. */
        CODE
    }

    /**
     * A column of money.
     *
     * @param of what it counts; absent if everything, or if it is a sum
     * @param sum ids of the columns it is the sum of, none of them a sum
     * @param zero what stands where there is nothing; absent if as in the rest of the table
     * @param year of which budget; absent if it is the table's own, or if it is a sum, which is of the year of its parts
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Amount(
            String id,
            String title,
            List<String> under,
            @Nullable Selector of,
            @Nullable List<String> sum,
            @Nullable String zero,
            @Nullable Year year)
            implements ColumnForm {
        public Amount {
            under = List.copyOf(under);
            sum = sum == null ? null : List.copyOf(sum);
        }
    }

    /** 预算年度 of a column. */
    enum Year {
        /** 上年: the year before that of the table. */
        PRIOR
    }

    /** 比较: a column that holds two others against each other. */
    record Change(String id, String title, List<String> under, Comparison change) implements ColumnForm {
        public Change {
            under = List.copyOf(under);
        }
    }

    /**
     * How much more one column has than another, as both are printed. What is not known of either is blank.
     *
     * @param from id of the column of money that it is held against
     * @param to id of the one that has more, or less
     * @param format how it is printed; absent if as amounts of the table
     * @param plus whether + stands before what is more
     * @param percentSign whether % stands after it
     * @param fromZero what stands for a percentage of nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Comparison(
            String from, String to, As as, @Nullable NumberFormat format, boolean plus, boolean percentSign, String fromZero) {

        /** What is printed. */
        public enum As {
            /** 增减额. */
            AMOUNT,
            /** 增减%, of the size of what it is held against. */
            PERCENT
        }
    }
}
