package dev.budgetledger.ledger.store;

/** The writer had no time for a command before nobody waited for it any more. Nothing was recorded of it, and nothing will be. */
public final class LedgerBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LedgerBusyException() {
        super("the ledger had no time for it");
    }
}
