package dev.budgetledger.ledger.publishing;

/** The log is not what readers were told it is: they would be shown a second history. A person must look. */
final class RewrittenLogException extends Exception {

    private static final long serialVersionUID = 1L;

    RewrittenLogException(String message) {
        super(message);
    }
}
