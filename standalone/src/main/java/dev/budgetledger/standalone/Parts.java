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
    private volatile boolean stopping;

    /** @throws CancellationException if everything has been stopped */
    synchronized <T extends AutoCloseable> T start(Supplier<T> part) {
        if (stopping) {
            throw new CancellationException("stopped while starting");
        }
        T running = part.get();
        started.push(running);
        return running;
    }

    /** True from the moment that stopping was asked for: what fails after that fails because of it. */
    boolean isStopping() {
        return stopping;
    }

    /** Stops everything, even where a part fails to stop; doing it again does nothing. */
    @Override
    public void close() {
        // Said before waiting for the part that is starting, or the next one might begin first.
        stopping = true;
        stopAll();
    }

    private synchronized void stopAll() {
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
