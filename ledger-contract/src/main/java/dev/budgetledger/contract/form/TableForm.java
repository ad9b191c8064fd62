package dev.budgetledger.contract.form;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.Selector.Side;

/**
 * 表样: one table of a form. The money of a cell is that of the lines which its table, its row and its column all select.
 *
 * @param title may hold {@code {year}} and {@code {priorYear}}, as every printed text of a form may
 * @param measure what its amounts are counted in
 * @param totals how what a row or column sums is printed
 * @param of what the table is about; absent if all of a budget
 * @param panels side by side: the sections of one begin where the same sections of the others do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TableForm(
        String id,
        String title,
        Measure measure,
        NumberFormat format,
        Totals totals,
        @Nullable Selector of,
        List<Panel> panels,
        List<Note> notes) {

    /** 金额单位. */
    public enum Measure {
        /** 元. */
        YUAN,
        /** 万元. */
        WAN_YUAN
    }

    /** 合计口径. */
    public enum Totals {
        /** Rounded from what it is exactly. */
        EXACT,
        /** The sum of what is printed: of each innermost item, rounded. */
        OF_ROUNDED
    }

    /**
     * 栏: columns with rows of their own.
     *
     * @param sections of rows
     */
    public record Panel(List<ColumnForm> columns, List<List<RowForm>> sections) {
        public Panel {
            columns = List.copyOf(columns);
            sections = sections.stream().map(List::copyOf).toList();
        }

        /** Whether any column is of the year before. */
        public boolean comparesYears() {
            return columns.stream().anyMatch(column -> column instanceof ColumnForm.Amount amount && amount.year() != null);
        }

        /** The year of a column, absent if it is the table's own: a sum is of that of its parts. */
        public ColumnForm.@Nullable Year yearOf(ColumnForm.Amount column) {
            List<String> sum = column.sum();
            if (sum == null || sum.isEmpty()) {
                return column.year();
            }
            return columns.stream()
                    .flatMap(each -> each instanceof ColumnForm.Amount part && part.id().equals(sum.get(0)) ? Stream.of(part) : Stream.empty())
                    .findFirst()
                    .map(ColumnForm.Amount::year)
                    .orElse(null);
        }

        /** 收支口径 of what says none in it, as its table, a column and a row may: APPROVED is named by one of them, or does not count. */
        public Set<Side> sides(@Nullable Selector table) {
            boolean named = Stream.of(
                            Stream.ofNullable(table),
                            columns.stream().flatMap(column ->
                                    column instanceof ColumnForm.Amount amount ? Stream.ofNullable(amount.of()) : Stream.empty()),
                            sections.stream().flatMap(List::stream).flatMap(row -> Stream.ofNullable(row.of())))
                    .flatMap(each -> each)
                    .anyMatch(each -> each.sides() != null && each.sides().contains(Side.APPROVED));
            return named ? EnumSet.allOf(Side.class) : EnumSet.complementOf(EnumSet.of(Side.APPROVED));
        }
    }

    /** 注. */
    public record Note(String text, When when) {

        /** When it stands below the table. */
        public enum When {
            ALWAYS,
            /** No line that the table is about was ever posted to. */
            EMPTY,
            /** Of the year only totals were published. */
            COMPARATIVE,
            /** A figure of the year before is not known. */
            PRIOR_UNKNOWN
        }
    }

    /** Whether any column is of the year before. */
    public boolean comparesYears() {
        return panels.stream().anyMatch(Panel::comparesYears);
    }

    public TableForm {
        panels = List.copyOf(panels);
        notes = List.copyOf(notes);
    }
}
