package dev.budgetledger.ledger.store;

import org.jspecify.annotations.Nullable;

/** What was decided ahead is of no use: nothing of it is recorded, and it is decided again under the append lock. Nothing is wrong. */
final class DecideAgainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DecideAgainException(@Nullable Throwable why) {
        super("decided again under the lock", why, false, false);
    }
}
