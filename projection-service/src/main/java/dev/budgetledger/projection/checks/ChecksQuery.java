package dev.budgetledger.projection.checks;

import java.time.Instant;
import java.time.LocalDate;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfQuery;

/** What may be asked of the checks of served tables. */
record ChecksQuery(
        @Parameter(description = "业务日期: count what is effective by then; else the last day of the year")
        @Nullable LocalDate effectiveOn,
        @Parameter(description = "记账时间: count what was recorded by then; else all that is known")
        @Nullable Instant recordedAsOf,
        @Parameter(description = "count the facts up to this position of the log")
        @Nullable Long position,
        @Parameter(description = "wait a bounded time until this position has been applied")
        @Nullable Long atLeastPosition,
        @Parameter(description = "approved 年初批复, or adjusted 变动后 (the default); the same for the prior year")
        @Nullable Basis basis,
        @Parameter(description = "万元 (WAN_YUAN, the default) or 元 (YUAN), in which nothing is rounded")
        @Nullable Unit unit)
        implements AsOfQuery {

    Basis basisOrDefault() {
        return basis == null ? Basis.ADJUSTED : basis;
    }

    Unit unitOrDefault() {
        return unit == null ? Unit.WAN_YUAN : unit;
    }
}
