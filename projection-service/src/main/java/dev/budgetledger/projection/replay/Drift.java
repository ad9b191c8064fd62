package dev.budgetledger.projection.replay;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/** 差异: one place at which what is served is not what follows from the log. */
sealed interface Drift {

    /**
     * A column of a stored row.
     *
     * @param table of the database
     * @param position of the fact that the row is of; 0 if it is of none
     * @param ordinal of an entry in its posting; how many facts a snapshot is with, the level of a subtree, the partition of an offset
     * @param name of a budget or a code, where a fact has several rows of a table; of a line, a topic, a generation
     * @param column {@code row} if the whole row is missing on one side
     * @param served what is stored; null also where it is absent
     * @param expected what follows from the log
     */
    @JsonPropertyOrder({"table", "position", "ordinal", "name", "column", "served", "expected"})
    record OfRow(
            String table,
            long position,
            @Nullable Integer ordinal,
            @Nullable String name,
            String column,
            @Nullable String served,
            @Nullable String expected)
            implements Drift {}

    /**
     * A cell of a disclosure table, in 元.
     *
     * @param budget its stream, {@code 301-2023}
     * @param basis approved or adjusted
     * @param table its id; null if the whole budget is missing on one side, or cannot be read
     * @param row 序号
     * @param column its id; null if the whole row is missing on one side
     */
    @JsonPropertyOrder({"budget", "basis", "table", "row", "label", "column", "served", "expected"})
    record OfCell(
            String budget,
            String basis,
            @Nullable String table,
            @Nullable Integer row,
            @Nullable String label,
            @Nullable String column,
            @Nullable String served,
            @Nullable String expected)
            implements Drift {}

    /**
     * What the database keeps the rows by, or reads them by.
     *
     * @param guard what it is called: {@code trigger facts_are_append_only of stored_facts}
     * @param served how it is; null if it is not there
     * @param expected how it was delivered; null if it was not
     */
    @JsonPropertyOrder({"guard", "served", "expected"})
    record OfGuard(String guard, @Nullable String served, @Nullable String expected) implements Drift {}
}
