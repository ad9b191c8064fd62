package dev.budgetledger.contract.form;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;

/** 行: a row of a table, or the rows of all codes of a classification. */
public sealed interface RowForm {

    /** The same in every year, whatever the row is called. */
    String id();

    /** What it counts; absent if everything, or if it is a sum. */
    @Nullable Selector of();

    /**
     * A row that stands in the form.
     *
     * @param of what it counts; absent if everything, or if it is a sum
     * @param sum ids of the rows it is the sum of, none of them a sum; a sum of nothing is a row that is never filled in
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Fixed(String id, String label, @Nullable Selector of, @Nullable List<String> sum, When when)
            implements RowForm {

        /** When the row is there. */
        public enum When {
            ALWAYS,
            /** A line that it counts has money. */
            MONEY
        }

        public Fixed {
            sum = sum == null ? null : List.copyOf(sum);
        }
    }

    /**
     * A row for every code that has money, in the order of the codes, parents first. Its id is the code.
     *
     * @param id of all of them together
     * @param levels which: 1 is 类, 2 款, 3 项
     * @param of what they count
     * @param listed codes of these levels that have a row whether they have money or not, before all others and in this order
     * @param numbering of the rows of the first of the levels
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Coded(
            String id,
            Classification.Type by,
            List<Integer> levels,
            @Nullable Selector of,
            List<Listed> listed,
            Numbering numbering)
            implements RowForm {
        public Coded {
            levels = List.copyOf(levels);
            listed = List.copyOf(listed);
        }
    }

    /** A code and what it is called in this table. */
    record Listed(String code, String label) {}

    /** 序号 before a label. */
    enum Numbering {
        NONE,
        /** 一、二、三、 */
        CHINESE
    }
}
