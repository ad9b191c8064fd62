package dev.budgetledger.projection.entries;

/** What is asked for reaches into a stretch of the log of which there are two histories. A person must look. */
public final class HistoryContradictedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HistoryContradictedException(long position, Contradiction contradiction) {
        super("position " + position + " is not served: nothing after position " + contradiction.goodThrough()
                + " is certain, for " + contradiction.reason());
    }
}
