package dev.budgetledger.projection.intake;

/**
 * Another instance has applied the partition further: it is no longer this one's, which has yet to hear of it. Or another
 * generation is served, and the partition is applied there.
 */
final class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FencedException(String message) {
        super(message);
    }
}
