package dev.budgetledger.projection.publication;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.web.Query;

/** What may be asked of a publication: it never changes, so no point is. */
record PublicationQuery(
        @Parameter(description = "wait a bounded time until this position has been applied")
        @Nullable Long atLeastPosition)
        implements Query {

    AsOfQuestion question() {
        return new AsOfQuestion(null, null, null, atLeastPosition);
    }
}
