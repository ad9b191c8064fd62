package dev.budgetledger.embedded;

import java.io.IOException;

/** Something outside the program keeps it from starting. The message is one line that says what, and what to do. */
public final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStartException(String message) {
        super(message);
    }

    /** @param what {@code Data folder /data/postgresql} */
    static CannotStartException unwritable(String what, IOException fault) {
        return new CannotStartException(
                what + " cannot be written: " + fault + ": make room, or give the right to write there, or choose another folder.");
    }
}
