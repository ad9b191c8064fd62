package dev.budgetledger.projection.entries;

/** The projection has not yet applied what a question needs; asking again later helps. */
public final class NotCaughtUpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotCaughtUpException(String message) {
        super(message);
    }
}
