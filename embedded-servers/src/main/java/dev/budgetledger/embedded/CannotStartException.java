package dev.budgetledger.embedded;

/** Something outside the program keeps it from starting. The message is one line that says what, and what to do. */
public final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStartException(String message) {
        super(message);
    }
}
