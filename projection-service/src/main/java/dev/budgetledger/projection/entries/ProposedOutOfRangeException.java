package dev.budgetledger.projection.entries;

/** So much money is proposed of a budget that it cannot be counted as if it had been posted. */
public final class ProposedOutOfRangeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProposedOutOfRangeException() {
        super("more money is proposed than can be counted");
    }
}
