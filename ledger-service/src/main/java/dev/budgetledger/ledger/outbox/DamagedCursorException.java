package dev.budgetledger.ledger.outbox;

/** Somebody wrote into the table {@code outbox_cursor}: the head in it, which readers were told last, cannot be read. */
public final class DamagedCursorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedCursorException(IllegalArgumentException fault) {
        // Without a cause: of what hinders a loop the innermost is told.
        super("the checkpoint in the table outbox_cursor is none: " + fault.getMessage());
    }
}
