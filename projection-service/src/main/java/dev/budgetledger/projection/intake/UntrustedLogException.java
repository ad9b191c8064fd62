package dev.budgetledger.projection.intake;

/** 分叉: what was received is not what the ledger signed, or it was not the ledger that signed. A person must look. */
final class UntrustedLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UntrustedLogException(String message) {
        super(message);
    }
}
