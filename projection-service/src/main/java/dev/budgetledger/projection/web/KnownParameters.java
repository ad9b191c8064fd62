package dev.budgetledger.projection.web;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.BudgetReader;

/** As was known by when. */
public record KnownParameters(
        @Parameter(description = "count the facts up to this position of the log; else all that are known")
        @Nullable Long position,
        @Parameter(description = "wait a bounded time until this position has been applied")
        @Nullable Long atLeastPosition)
        implements Query {

    /** What counts by when is not asked: what is listed so has no effective date. */
    private static final int ANY_YEAR = 2000;

    /** The point, on the day in China of what is known last. */
    public AsOf point(BudgetReader reader) {
        AsOf known = reader.resolve(ANY_YEAR, new AsOfQuestion(null, null, position, atLeastPosition));
        return known.on(Envelope.dayOf(known.recordedAsOf()));
    }

    public long position(BudgetReader reader) {
        return point(reader).position();
    }
}
