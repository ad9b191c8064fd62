package dev.budgetledger.ledger;

/** The service cannot sign, so it does not start. */
final class CannotSignException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotSignException(String message) {
        super(message);
    }
}
