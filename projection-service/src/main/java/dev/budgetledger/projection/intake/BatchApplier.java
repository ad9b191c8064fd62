package dev.budgetledger.projection.intake;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Applies one batch at a time on a thread of its own, so that the next can be read and parsed meanwhile. What comes of a batch
 * is told to the one who started it, when asked. Not for several threads.
 *
 * @param <T> what comes of a batch
 */
final class BatchApplier<T> implements AutoCloseable {

    private final ExecutorService thread;
    private @Nullable Future<T> running;

    BatchApplier(String thread) {
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(thread).factory());
    }

    /** After the one before was {@link #settle() settled}. */
    void start(Supplier<T> batch) {
        if (running != null) {
            throw new IllegalStateException("a batch is on its way");
        }
        running = thread.submit(batch::get);
    }

    /** Whether a batch is on its way, or was and has not been settled. */
    boolean isBusy() {
        return running != null;
    }

    /** Waits, whatever comes of it. */
    void await() {
        try {
            var _ = result();
        } catch (ExecutionException e) {
            // told when it is settled
        }
    }

    /** Waits, and lets nobody know what came of it: anyone who asks again learns it from the store. */
    void drop() {
        await();
        running = null;
    }

    /**
     * Waits for what came of the batch, once.
     *
     * @throws RuntimeException what the batch threw
     * @return nothing if there was no batch
     */
    @Nullable T settle() {
        try {
            return result();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } finally {
            running = null;
        }
    }

    private @Nullable T result() throws ExecutionException {
        try {
            return running == null ? null : running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a batch was on its way", e);
        }
    }

    /** Waits for the batch that is on its way. */
    @Override
    public void close() {
        thread.close();
    }
}
