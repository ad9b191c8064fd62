package dev.budgetledger.projection.entries;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * The point in both times that a reader asks for; what is absent is left to {@link BudgetReader#resolve}.
 *
 * @param effectiveOn count what is effective on or before this day; absent: the last day of the fiscal year
 * @param recordedAsOf count what was recorded at or before this instant, which may be waited for; absent, or further
 *     ahead: all that is known
 * @param position count the facts up to this position of the log
 * @param atLeastPosition wait until this position has been applied; if neither of the two is given, with all of its commit
 */
public record AsOfQuestion(
        @Nullable LocalDate effectiveOn,
        @Nullable Instant recordedAsOf,
        @Nullable Long position,
        @Nullable Long atLeastPosition) {

    /** Now: every commit of which everything is known. */
    public static final AsOfQuestion NOW = new AsOfQuestion(null, null, null, null);
}
