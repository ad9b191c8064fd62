package dev.budgetledger.ledger.store;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * What waits for the writer, in two rows, each in the order in which it came: what somebody waits for alone, and what comes one after the
 * other from one sender, as an upload does. Who waits alone does not wait for all of an upload that came before, and where both wait, every
 * {@value #TURN}th turn is the other row's, so that neither waits for ever.
 */
final class WaitingTasks {

    private static final int TURN = 4;

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Row alone = new Row();
    private final Row ofMany = new Row();
    private int turn;

    /** @param capacity of each row */
    WaitingTasks(int capacity) {
        this.capacity = capacity;
    }

    private final class Row {
        private final Queue<Task<?>> tasks = new ArrayDeque<>();
        private final Condition freed = lock.newCondition();

        private @Nullable Task<?> poll() {
            Task<?> first = tasks.poll();
            if (first != null) {
                freed.signal();
            }
            return first;
        }
    }

    /** Whether it has been queued: false if there was no room for so long. */
    boolean offer(Task<?> task, long millis) throws InterruptedException {
        Row row = task.isOfMany() ? ofMany : alone;
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (row.tasks.size() >= capacity) {
                if (left <= 0) {
                    return false;
                }
                left = row.freed.awaitNanos(left);
            }
            row.tasks.add(task);
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The next, once there is one; null if there is none for so long. */
    @Nullable Task<?> poll(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (left > 0 && isEmpty()) {
                left = filled.awaitNanos(left);
            }
            return poll();
        } finally {
            lock.unlock();
        }
    }

    /** The next, null if there is none. */
    @Nullable Task<?> poll() {
        lock.lock();
        try {
            boolean turnOfMany = alone.tasks.isEmpty() || (!ofMany.tasks.isEmpty() && ++turn % TURN == 0);
            return turnOfMany ? ofMany.poll() : alone.poll();
        } finally {
            lock.unlock();
        }
    }

    /** The one that has waited longest, null if none waits. */
    @Nullable Task<?> oldest() {
        lock.lock();
        try {
            Task<?> one = alone.tasks.peek();
            Task<?> other = ofMany.tasks.peek();
            return one == null || (other != null && other.since() - one.since() < 0) ? other : one;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return alone.tasks.size() + ofMany.tasks.size();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        return size() == 0;
    }
}
