package dev.budgetledger.edge.access;

/** Nobody has said who may use the service, or what was said contradicts itself, so it does not start. */
final class AccessNotSetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AccessNotSetException(String message) {
        super(message);
    }
}
