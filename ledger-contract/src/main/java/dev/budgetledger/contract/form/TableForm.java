package dev.budgetledger.contract.form;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * 表样: one table of a form. The money of a cell is that of the lines which its table, its row and its column all select.
 *
 * @param title may hold {@code {year}}, as every printed text of a form may
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
    }

    /** 注. */
    public record Note(String text, When when) {

        /** When it stands below the table. */
        public enum When {
            ALWAYS,
            /** No line that the table is about was ever posted to. */
            EMPTY,
            /** Of the year only totals were published. */
            COMPARATIVE
        }
    }

    public TableForm {
        panels = List.copyOf(panels);
        notes = List.copyOf(notes);
    }
}
