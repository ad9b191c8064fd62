package dev.budgetledger.ledger.log;

/** The log is not the one that this process recorded, or that was signed: see {@link History}. A person must look. */
public final class ContradictedHistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ContradictedHistoryException(History.Contradiction contradiction) {
        super(contradiction.detail());
    }
}
