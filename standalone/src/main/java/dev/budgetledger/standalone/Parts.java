package dev.budgetledger.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * What has been started, stopped in reverse order.
 *
 * <p>Ctrl-C may come while a part is starting: stopping waits for that part, stops it with the others, and nothing
 * starts any more.
 */
final class Parts implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    /** @throws CancellationException if everything has been stopped */
    synchronized <T extends AutoCloseable> T start(Supplier<T> part) {
        if (closed) {
            throw new CancellationException("stopped while starting");
        }
        T running = part.get();
        started.push(running);
        return running;
    }

    /** Stops everything, even where a part fails to stop; doing it again does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        RuntimeException failures = new IllegalStateException("not everything stopped cleanly");
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                failures.addSuppressed(e);
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }
}
