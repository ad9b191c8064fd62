package dev.budgetledger.projection.comparison;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.publication.LoggedPublication;
import dev.budgetledger.projection.web.Query;

/** What may be asked of changes since a publication: where they end, which cells, and which page of one of them. */
record SincePublicationQuery(
        @Parameter(description = "业务日期 of the end; else that of the publication")
        @Nullable LocalDate toEffectiveOn,
        @Parameter(description = "记账时间 of the end; else all that is known")
        @Nullable Instant toRecordedAsOf,
        @Parameter(description = "end with the facts up to this position of the log")
        @Nullable Long toPosition,
        @Parameter(description = "wait a bounded time until this position has been applied")
        @Nullable Long atLeastPosition,
        @Parameter(description = "only this table; else all nine")
        @Nullable String table,
        @Parameter(description = "only this row, as answers name it; with table and column")
        @Nullable String row,
        @Parameter(description = "only this column; with table and row")
        @Nullable String column,
        @Parameter(description = "of one cell, entries after this one, such as 17-3")
        @Nullable EntryPlace after,
        @Parameter(description = "at most this many entries of each cell, 1 to 1000; 5 by default, of one cell 100", schema = @Schema(minimum = "1", maximum = "1000"))
        @Nullable Integer limit)
        implements Query {

    /** The same as changes between any two points. */
    ChangesQuery since(LoggedPublication published) {
        LocalDate day = published.asOf().effectiveOn();
        return new ChangesQuery(null, day, null, published.asOf().position(),
                Objects.requireNonNullElse(toEffectiveOn, day), toRecordedAsOf, toPosition, atLeastPosition,
                published.basis(), null, published.unit(), table, row, column, after, limit);
    }
}
