package dev.budgetledger.ledger.commands;

import java.util.concurrent.Semaphore;

/** Places for what takes long: this many at once, and nobody waits for one. */
public final class Places {

    private final Semaphore free;

    public Places(int most) {
        free = new Semaphore(most);
    }

    /** Given back when it is closed. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes a place, once. @throws NoPlaceException if there is none */
    public Place take() {
        if (!free.tryAcquire()) {
            throw new NoPlaceException();
        }
        return free::release;
    }

    /** As many are under way as may be at once. */
    static final class NoPlaceException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
