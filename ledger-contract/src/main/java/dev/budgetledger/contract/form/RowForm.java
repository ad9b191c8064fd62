package dev.budgetledger.contract.form;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Line;

/** 行: a row of a table, or the rows of all codes of a classification, of all projects or of all units, under something else or not. */
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
     * A row for every code that has money, in the order of the codes, parents first. Its id is the code; that of a project, a unit or
     * a code under something is the code after the id of all of them.
     *
     * @param id of all of them together
     * @param under what they are parted by, which is not what they are by; absent if by nothing
     * @param levels which: 1 is 类, 2 款, 3 项; none of projects and units
     * @param of what they count
     * @param listed codes of these levels that have a row whether they have money or not, before all others and in this order; none of
     *     projects, units and codes under something
     * @param numbering of the rows of the first of the levels
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Coded(
            String id,
            By by,
            @Nullable Under under,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> levels,
            @Nullable Selector of,
            List<Listed> listed,
            Numbering numbering)
            implements RowForm {
        public Coded {
            levels = List.copyOf(levels);
            listed = List.copyOf(listed);
        }

        /** Whether the ids of its rows begin with {@link #prefix()}: a code alone may be that of other rows, or there more than once. */
        public boolean hasPrefix() {
            return levels.isEmpty() || under != null;
        }

        /** What the ids of rows by project, by unit or under something begin with, which no other row's may. */
        public String prefix() {
            return id + "/";
        }
    }

    /** What there is a row of each of. */
    enum By {
        FUNCTION(Classification.Type.FUNCTION),
        ECONOMIC(Classification.Type.ECONOMIC),
        GOVERNMENT_ECONOMIC(Classification.Type.GOVERNMENT_ECONOMIC),
        /** 项目. */
        PROJECT(null),
        /** 预算单位. */
        UNIT(null);

        private final Classification.@Nullable Type classification;

        By(Classification.@Nullable Type classification) {
            this.classification = classification;
        }

        /** Whose codes they are; absent of projects and units, whose codes have no levels. */
        public Classification.@Nullable Type classification() {
            return classification;
        }

        /** The code that a line has of it, if it has one. */
        public @Nullable String of(Line line) {
            return switch (this) {
                case FUNCTION, ECONOMIC, GOVERNMENT_ECONOMIC -> line.code(Objects.requireNonNull(classification));
                case PROJECT -> line.project();
                case UNIT -> line.unit();
            };
        }
    }

    /** What rows are parted by: each has a row, and those of what is under it follow. */
    enum Under {
        UNIT(By.UNIT),
        /** 支出功能分类科目, as deep as lines say it. */
        FUNCTION(By.FUNCTION);

        private final By by;

        Under(By by) {
            this.by = by;
        }

        public By by() {
            return by;
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
