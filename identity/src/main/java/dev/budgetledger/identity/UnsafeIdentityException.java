package dev.budgetledger.identity;

/** Anybody could have tokens in another's name, so it does not start. */
final class UnsafeIdentityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsafeIdentityException(String message) {
        super(message);
    }
}
