package dev.budgetledger.ledger.store;

import org.jspecify.annotations.Nullable;

/** Is told what was refused for want of authority, once each, by whom it is refused: must return at once, and not fail. */
public interface RefusalNotes {

    /** Nobody keeps them. */
    RefusalNotes NONE = (_, _, _) -> {};

    /**
     * A submission that is not his to make who posts it. Where it has no {@link Submission#door} nothing is kept of it.
     *
     * @param code what he is told
     * @param field what in the request it is about, if it is one field
     */
    void refused(Submission submission, String code, @Nullable String field);
}
