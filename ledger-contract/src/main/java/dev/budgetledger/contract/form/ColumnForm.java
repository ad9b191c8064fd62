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
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Amount(
            String id,
            String title,
            List<String> under,
            @Nullable Selector of,
            @Nullable List<String> sum,
            @Nullable String zero)
            implements ColumnForm {
        public Amount {
            under = List.copyOf(under);
            sum = sum == null ? null : List.copyOf(sum);
        }
    }
}
