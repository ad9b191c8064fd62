package dev.budgetledger.projection.audit.http;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.Query;

/** A query for a page of entries. */
public interface PageQuery extends Query {

    @Nullable EntryPlace after();

    @Nullable Integer limit();

    default EntryPlace afterOrStart() {
        EntryPlace after = after();
        return after == null ? EntryPlace.START : after;
    }

    /**
     * How many entries at most.
     *
     * @throws dev.budgetledger.edge.problems.ProblemException if it is out of range
     */
    default int limitOrDefault() {
        return Paging.limit(limit());
    }
}
