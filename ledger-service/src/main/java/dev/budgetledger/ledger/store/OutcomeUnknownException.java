package dev.budgetledger.ledger.store;

/** It is not known whether a command was recorded: the same again, with the same idempotency key, tells. */
public final class OutcomeUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(Throwable cause) {
        super("it is not known whether it was recorded: " + cause.getMessage(), cause);
    }
}
