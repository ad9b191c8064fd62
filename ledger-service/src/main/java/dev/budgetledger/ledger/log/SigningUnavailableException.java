package dev.budgetledger.ledger.log;

/** Nothing is signed at the moment, for a reason that passes. */
public final class SigningUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SigningUnavailableException(String message) {
        super(message);
    }
}
