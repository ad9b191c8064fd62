package dev.budgetledger.projection.web;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.AsOfQuestion;

/** A query that names a point in both times. */
public interface AsOfQuery extends Query {

    @Nullable LocalDate effectiveOn();

    @Nullable Instant recordedAsOf();

    @Nullable Long position();

    @Nullable Long atLeastPosition();

    default AsOfQuestion question() {
        return new AsOfQuestion(effectiveOn(), recordedAsOf(), position(), atLeastPosition());
    }
}
