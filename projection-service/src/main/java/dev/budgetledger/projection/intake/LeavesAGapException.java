package dev.budgetledger.projection.intake;

/** Records say that all has come through a position, but a fact before it has not. */
final class LeavesAGapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeavesAGapException(String message) {
        super(message);
    }
}
