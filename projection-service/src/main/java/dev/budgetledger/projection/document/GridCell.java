package dev.budgetledger.projection.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * 格: a cell of a grid.
 *
 * @param text as printed, empty where it is blank
 * @param columns that it spans
 * @param rows that it spans
 * @param source of its figure, if it has one
 */
public record GridCell(
        String text, Kind kind, int columns, int rows, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Source source) {

    /** What a cell holds. */
    public enum Kind {
        /** The head of columns. */
        HEAD,
        /** What a row is called. */
        LABEL,
        /** 序号. */
        COUNT,
        /** A code, a unit: in the middle. */
        MARK,
        WORDS,
        /** An amount or a quantity, or blank in place of one. */
        NUMBER
    }

    /** A cell of one column and one row. */
    public GridCell(String text, Kind kind) {
        this(text, kind, 1, 1, null);
    }
}
