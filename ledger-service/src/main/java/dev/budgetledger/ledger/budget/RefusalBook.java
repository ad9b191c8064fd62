package dev.budgetledger.ledger.budget;

import dev.budgetledger.contract.Fact;

/**
 * 越权记录: how many refusals for want of authority have a fact. No decision asks for them.
 *
 * @param facts of the stream
 */
public record RefusalBook(long facts) implements StreamState {

    /** There are none. */
    public static final RefusalBook NONE = new RefusalBook(0);

    @Override
    public RefusalBook evolve(Fact fact) {
        if (fact instanceof Fact.AuthorityRefused) {
            return new RefusalBook(facts + 1);
        }
        throw new IllegalStateException("another fact in the stream of refusals");
    }

    @Override
    public long bytes() {
        return 24;
    }
}
