package dev.budgetledger.projection.audit.http;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.web.Query;

/** A query for a page of entries. */
public interface PageQuery extends Query {

    int DEFAULT_LIMIT = 100;
    int LIMIT_MAX = 1000;

    @Nullable EntryPlace after();

    @Nullable Integer limit();

    default EntryPlace afterOrStart() {
        EntryPlace after = after();
        return after == null ? EntryPlace.START : after;
    }

    /**
     * How many entries at most.
     *
     * @throws ProblemException if it is out of range
     */
    default int limitOrDefault() {
        Integer limit = limit();
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > LIMIT_MAX) {
            throw ProblemException.invalid("limit", "not from 1 to " + LIMIT_MAX + ": " + limit);
        }
        return limit;
    }
}
