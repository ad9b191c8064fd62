package dev.budgetledger.projection.comparison.http;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.audit.http.PageQuery;
import dev.budgetledger.projection.entries.EntryPlace;

/** Which cells changes are told of, and which page of one of them. */
record CellsParameters(
        @Parameter(description = "only this table; else all")
        @Nullable String table,
        @Parameter(description = "only this row, as answers name it; with table and column")
        @Nullable String row,
        @Parameter(description = "only this column; with table and row")
        @Nullable String column,
        @Parameter(description = "of one cell, entries after this one, such as 17-3")
        @Nullable EntryPlace after,
        @Parameter(description = "at most this many entries of each cell, 1 to 1000; 5 by default, of one cell 100", schema = @Schema(minimum = "1", maximum = "1000"))
        @Nullable Integer limit)
        implements PageQuery {

    private static final int SHORT_LIMIT = 5;

    /** Whether one cell is asked for. */
    boolean isOne() {
        return table != null && row != null && column != null;
    }

    int entriesOfEach() {
        return limit == null && !isOne() ? SHORT_LIMIT : limitOrDefault();
    }

    /**
     * Refuses half a cell, and a page of no cell.
     *
     * @throws ProblemException if it is asked for
     */
    void check() {
        var _ = limitOrDefault();
        if (!isOne()) {
            refuse("row", row);
            refuse("column", column);
            refuse("after", after);
        }
    }

    private static void refuse(String field, @Nullable Object given) {
        if (given != null) {
            throw ProblemException.invalid(field, "is only for one cell, of a table, a row and a column");
        }
    }
}
