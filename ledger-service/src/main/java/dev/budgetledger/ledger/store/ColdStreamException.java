package dev.budgetledger.ledger.store;

/** A decision needs a stream that is too long to be read within a group. Nothing is wrong: it is decided once that was read. */
final class ColdStreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String stream;

    ColdStreamException(String stream) {
        super(stream, null, false, false);
        this.stream = stream;
    }

    String stream() {
        return stream;
    }
}
