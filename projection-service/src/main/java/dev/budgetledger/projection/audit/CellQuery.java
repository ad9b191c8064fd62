package dev.budgetledger.projection.audit;

import java.time.Instant;
import java.time.LocalDate;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.TableFormQuery;

/** What may be asked of a cell: as of a table, and which page. */
record CellQuery(
        @Parameter(description = "业务日期: count what is effective by then; else the last day of the year")
        @Nullable LocalDate effectiveOn,
        @Parameter(description = "记账时间: count what was recorded by then; else all that is known")
        @Nullable Instant recordedAsOf,
        @Parameter(description = "count the facts up to this position of the log")
        @Nullable Long position,
        @Parameter(description = "wait a bounded time until this position has been applied")
        @Nullable Long atLeastPosition,
        @Parameter(description = "approved 年初批复, or adjusted 变动后 (the default)")
        @Nullable Basis basis,
        @Parameter(description = "all (the default), frozen 冻结: only what is frozen, or free 可用: only what is not")
        @Nullable Amounts amounts,
        @Parameter(description = "万元 (WAN_YUAN, the default) or 元 (YUAN), of what is printed")
        @Nullable Unit unit,
        @Parameter(description = "entries after this one, such as 17-3")
        @Nullable EntryPlace after,
        @Parameter(description = "at most this many entries, 1 to 1000; 100 by default", schema = @Schema(minimum = "1", maximum = "1000"))
        @Nullable Integer limit)
        implements TableFormQuery, PageQuery {}
