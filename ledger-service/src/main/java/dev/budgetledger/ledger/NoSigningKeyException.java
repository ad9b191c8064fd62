package dev.budgetledger.ledger;

/** The service cannot sign, so it does not start. */
final class NoSigningKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSigningKeyException(String message) {
        super(message);
    }
}
