package dev.budgetledger.ledger.store;

/**
 * Why nothing is posted at the moment.
 *
 * @param detail what an operator reads, with what to do
 */
public record PostingStop(Reason reason, String detail) {

    /** The names are stable: they are codes of problems. */
    public enum Reason {
        /** The log is not the one that was signed. */
        HISTORY_CONTRADICTED,
        /** There is little room left where facts are kept. */
        STORAGE_LOW
    }
}
