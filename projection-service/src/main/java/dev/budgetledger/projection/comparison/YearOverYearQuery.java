package dev.budgetledger.projection.comparison;

import java.time.Instant;
import java.time.LocalDate;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfQuery;

/** What may be asked of a comparison. */
record YearOverYearQuery(
        @Parameter(description = "业务日期 in this year; the prior year is taken to its 31 December")
        @Nullable LocalDate effectiveOn,
        @Parameter(description = "记账时间 for both years: count what was recorded by then")
        @Nullable Instant recordedAsOf,
        @Parameter(description = "count the facts of both years up to this position of the log")
        @Nullable Long position,
        @Parameter(description = "wait a bounded time until this position has been applied")
        @Nullable Long atLeastPosition,
        @Parameter(description = "approved 年初批复 (the default), or adjusted 变动后; the same for both years")
        @Nullable Basis basis,
        @Parameter(description = "万元 (WAN_YUAN, the default) or 元 (YUAN)")
        @Nullable Unit unit)
        implements AsOfQuery {

    Basis basisOrDefault() {
        return basis == null ? Basis.APPROVED : basis;
    }

    Unit unitOrDefault() {
        return unit == null ? Unit.WAN_YUAN : unit;
    }
}
