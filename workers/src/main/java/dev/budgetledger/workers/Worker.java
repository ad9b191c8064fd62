package dev.budgetledger.workers;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again in a thread of its own, until it is stopped.
 *
 * <p>Nothing that a turn throws ends it, no {@link Error} either: it is told as a {@link RecurringFault}, and the next turn follows after a
 * pause. It stops between turns, or amid one once it is interrupted: soon, whatever it waits for.
 *
 * <pre>{@code
 * Worker sweep = new Worker("sweep", "Old rows are not removed", Retry.each(MINUTE), Duration.ZERO, () -> {
 *     removeOldRows();
 *     return MINUTE;
 * });
 * }</pre>
 */
public final class Worker {

    private static final Logger LOGGER = LoggerFactory.getLogger(Worker.class);

    /** A turn that lasted longer had gone well before it failed. */
    private static final Duration STEADY_AFTER = Duration.ofSeconds(30);

    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final Retry retry;
    private final Duration grace;
    private final Task task;
    private final RecurringFault faults;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private boolean hindered;
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;
    private volatile String trouble = "not started";

    /** What is done. */
    public interface Task {

        /**
         * One turn: a step, or all that goes well without a break.
         *
         * @return the pause until the next, null if there is nothing more to do for good
         */
        @Nullable Duration turn() throws Exception;
    }

    /**
     * Does nothing before it is started.
     *
     * @param name of its thread
     * @param what a sentence of what does not happen while it fails, without its end
     * @param grace how long a turn may take to end by itself when it is stopped, before it is interrupted
     */
    public Worker(String name, String what, Retry retry, Duration grace, Task task) {
        this.name = name;
        this.retry = retry;
        this.grace = grace;
        this.task = task;
        this.faults = new RecurringFault(LOGGER, what);
    }

    /** Begins, or begins again after it was stopped. */
    public synchronized void start() {
        stopping = false;
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    private void run() {
        boolean done = false;
        try {
            int failures = 0;
            while (!done && !stopping) {
                long began = System.nanoTime();
                try {
                    hindered = false;
                    Duration pause = task.turn();
                    if (!hindered) {
                        goesWell();
                    }
                    failures = 0;
                    done = pause == null;
                    pause(pause == null ? Duration.ZERO : pause);
                } catch (Throwable fault) { // whatever it is, it is tried again
                    failures = System.nanoTime() - began > STEADY_AFTER.toNanos() ? 1 : failures + 1;
                    failed(fault);
                    pause(retry.after(fault, failures));
                }
            }
        } finally {
            if (!done && !stopping) {
                trouble = "has ended";
            }
        }
    }

    /** Tells a fault that the task itself tries again after. For the task. */
    public void failed(Throwable fault) {
        if (!stopping) {
            trouble = RecurringFault.oneLine(fault);
            faults.happened(fault);
        }
    }

    /** Says that the task does its work, amid a long turn. For the task. */
    public void goesWell() {
        hindered = false;
        if (!trouble.isEmpty()) {
            trouble = "";
        }
        faults.over();
    }

    /** Says why the task does not do its work, though nothing failed here. For the task. */
    public void hinderedBy(String why) {
        hindered = true;
        trouble = why;
    }

    /** Why it does not do its work, empty if all is well. */
    public String trouble() {
        return trouble;
    }

    /** Whether a turn is to end. */
    public boolean isStopping() {
        return stopping;
    }

    /** Whether its thread is there. */
    public boolean isRunning() {
        Thread running = thread;
        return running != null && running.isAlive();
    }

    /** Waits, less long only if it is stopped. For the task. */
    public void pause(Duration atMost) {
        await(atMost, false);
    }

    /** Waits until it is woken up, or was since it last waited. For the task. */
    public void awaitNews(Duration atMost) {
        await(atMost, true);
    }

    /** Says that there is something to do; returns at once. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration atMost, boolean orWoken) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (left > 0 && !stopping && !(orWoken && woken)) {
                left = changed.awaitNanos(left);
            }
            woken &= !orWoken;
        } catch (InterruptedException e) {
            // By who stops it, if by anyone.
        } finally {
            lock.unlock();
        }
    }

    /** Begins to stop it; returns at once. */
    public void tellToStop() {
        stopping = true;
        wake();
    }

    /** Stops it, and returns when it has ended, or does not even though it was interrupted. */
    public synchronized void stop() {
        tellToStop();
        Thread running = thread;
        if (running != null) {
            try {
                if (!running.join(grace)) {
                    running.interrupt();
                    if (!running.join(END_TIMEOUT)) {
                        LOGGER.warn("{} has not ended within {} s", name, grace.plus(END_TIMEOUT).toSeconds());
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }
}
