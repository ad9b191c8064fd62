package dev.budgetledger.ledger.store;

/** The database did not carry out what the log needed, and nothing was recorded. */
public final class LogUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LogUnavailableException(Throwable cause) {
        super("the log is unavailable: " + cause.getMessage(), cause);
    }
}
