package dev.budgetledger.projection.web;

import java.util.concurrent.Semaphore;

/** Places for what takes long: this many at once, and nobody waits for one. */
public final class Places {

    private final Semaphore free;

    public Places(int most) {
        free = new Semaphore(most);
    }

    /**
     * Takes a place.
     *
     * @return gives it back
     * @throws RequestProblem if there is none
     */
    public Runnable take() {
        if (!free.tryAcquire()) {
            throw RequestProblem.tooManyAtOnce();
        }
        return free::release;
    }
}
