package dev.budgetledger.projection.web;

import java.time.Instant;
import java.time.LocalDate;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.AsOfQuestion;

/** 时点: a point in both times. */
public record AsOfParameters(
        @Parameter(description = "业务日期: count what is effective by then; else the last day of the year")
        @Nullable LocalDate effectiveOn,
        @Parameter(description = "记账时间: count what was recorded by then; else all that is known")
        @Nullable Instant recordedAsOf,
        @Parameter(description = "count the facts up to this position of the log")
        @Nullable Long position,
        @Parameter(description = "wait a bounded time until this position has been applied")
        @Nullable Long atLeastPosition)
        implements Query {

    public AsOfQuestion question() {
        return new AsOfQuestion(effectiveOn, recordedAsOf, position, atLeastPosition);
    }
}
