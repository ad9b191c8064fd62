package dev.budgetledger.ledger.store;

/** Nothing is posted at the moment, and nothing was recorded of the command. */
public final class PostingStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient PostingStop stop;

    PostingStoppedException(PostingStop stop) {
        super(stop.reason() + ": " + stop.detail());
        this.stop = stop;
    }

    public PostingStop stop() {
        return stop;
    }
}
