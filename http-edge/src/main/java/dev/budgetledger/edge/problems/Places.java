package dev.budgetledger.edge.problems;

import java.util.concurrent.Semaphore;

/** Places for what takes long: this many at once, and nobody waits for one. */
public final class Places {

    private final Semaphore free;

    public Places(int most) {
        free = new Semaphore(most);
    }

    /** Given back when it is closed, once. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a place.
     *
     * @throws ProblemException TOO_MANY_AT_ONCE if there is none
     */
    public Place take() {
        if (!free.tryAcquire()) {
            throw new ProblemException(ProblemCode.TOO_MANY_AT_ONCE, "",
                    "as many of these are under way as are done at once; ask again in a few seconds");
        }
        return free::release;
    }
}
