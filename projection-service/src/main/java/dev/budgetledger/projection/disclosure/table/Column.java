package dev.budgetledger.projection.disclosure.table;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.ColumnForm;

/**
 * 栏: a column of a table. The running number (序号) is not a column, every row has one.
 *
 * @param id stable, the same in every year
 * @param title as printed in the year's form
 * @param under the heads above its own, the uppermost first, shared by neighbours under the same ones
 * @param zero what is written where there is nothing, absent if as in the rest of the table
 * @param year of which budget its amounts are, absent if it is the table's own
 */
public record Column(
        String id, String title, Type type, List<String> under, @Nullable String zero, ColumnForm.@Nullable Year year) {

    /** What the cells of a column hold. */
    public enum Type {
        TEXT,
        AMOUNT,
        /** Of another amount, in hundredths. */
        PERCENT
    }

    /** One of the table's own year. */
    public Column(String id, String title, Type type, List<String> under, @Nullable String zero) {
        this(id, title, type, under, zero, null);
    }

    public Column {
        under = List.copyOf(under);
    }
}
