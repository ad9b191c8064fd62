package dev.budgetledger.projection.web;

import java.time.Instant;
import java.time.LocalDate;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What may be asked of a list: as of a point, no more. */
public record PointQuery(
        @Parameter(description = "业务日期; changes nothing in a list. Else the last day of the year")
        @Nullable LocalDate effectiveOn,
        @Parameter(description = "记账时间: count what was recorded by then; else all that is known")
        @Nullable Instant recordedAsOf,
        @Parameter(description = "count the facts up to this position of the log")
        @Nullable Long position,
        @Parameter(description = "wait a bounded time until this position has been applied")
        @Nullable Long atLeastPosition)
        implements AsOfQuery {}
