package dev.budgetledger.projection.intake;

/** 分叉: what was received is not what the ledger signed, or it was not the ledger that signed. A person must look. */
final class UntrustedLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long contradictedSize;

    UntrustedLogException(String message) {
        this(message, 0);
    }

    /** @param contradictedSize of the head that contradicts what was received, 0 if none does */
    UntrustedLogException(String message, long contradictedSize) {
        super(message);
        this.contradictedSize = contradictedSize;
    }

    /** Of the head that contradicts what was received, 0 if none does. */
    long contradictedSize() {
        return contradictedSize;
    }
}
