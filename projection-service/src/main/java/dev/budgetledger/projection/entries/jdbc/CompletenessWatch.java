package dev.budgetledger.projection.entries.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.entries.Completeness;
import dev.budgetledger.projection.entries.Contradiction;
import dev.budgetledger.projection.entries.HistoryContradictedException;
import dev.budgetledger.projection.entries.Lag;
import dev.budgetledger.projection.entries.NotCaughtUpException;
import dev.budgetledger.projection.entries.PartitionProgress;

/**
 * Knows how far the database has come, and waits for it to come further.
 *
 * <p>Several instances write to one database, so the database is asked; however many readers wait, at most every
 * {@link #MAX_AGE}. An older answer is never wrong, for completeness only grows. Those who wait for one question fail with it: one after the other they
 * would wait for a database that says nothing as many times.
 */
public final class CompletenessWatch {

    private static final Duration MAX_AGE = Duration.ofMillis(20);

    private final JdbcClient jdbc;
    private final Runnable whenRetired;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition refreshed = lock.newCondition();
    private volatile @Nullable Snapshot latest;
    private @Nullable Failure failed;
    private volatile long unread;

    public CompletenessWatch(JdbcClient jdbc) {
        this(jdbc, () -> {});
    }

    /** @param whenRetired is called when another projection has taken the place of this one; what is read then is its */
    CompletenessWatch(JdbcClient jdbc, Runnable whenRetired) {
        this.jdbc = jdbc;
        this.whenRetired = whenRetired;
    }

    /**
     * What the database says: now, or a moment ago.
     *
     * @param lastKnown the last fact recorded by the instant through which all is known: the end of the last commit
     *     whose facts have all been applied, in whatever partitions they came
     * @param halt what keeps it from coming further, or from being served
     * @param takenAt {@link System#nanoTime} before the database was asked
     */
    public record Snapshot(
            List<PartitionProgress> partitions, Completeness completeness, LastFact lastKnown, HaltView halt, long takenAt) {

        /**
         * Whether what lies at a position may be served.
         *
         * @throws HistoryContradictedException if not
         */
        void requireGood(long position) {
            Contradiction contradiction = halt.contradiction();
            if (contradiction != null && position > contradiction.goodThrough()) {
                throw new HistoryContradictedException(position, contradiction);
            }
        }

        private boolean isFresh() {
            return System.nanoTime() - takenAt < MAX_AGE.toNanos();
        }
    }

    /** The last time that the database did not answer. */
    private record Failure(RuntimeException why, long at) {}

    /** The latest snapshot, taken again if it is old. */
    public Snapshot current() {
        return current(System.nanoTime());
    }

    /** @param since when the caller began to wait */
    private Snapshot current(long since) {
        Snapshot snapshot = latest;
        if (snapshot != null && snapshot.isFresh()) {
            return snapshot;
        }
        lock.lock();
        try {
            snapshot = latest;
            if (snapshot != null && snapshot.isFresh()) {
                return snapshot;
            }
            if (failed != null && failed.at - since > 0) {
                throw failed.why;
            }
            return refresh();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a snapshot now and wakes those who wait; called when something has been applied. */
    public Snapshot refresh() {
        lock.lock();
        try {
            long takenAt = System.nanoTime();
            List<HaltView.Row> rows = HaltView.rows(jdbc);
            if (rows.stream().anyMatch(each -> each.progress().isRetired())) {
                whenRetired.run();
                rows = HaltView.rows(jdbc);
            }
            Snapshot snapshot = snapshot(rows.stream().map(HaltView.Row::progress).toList(), HaltView.of(rows), takenAt);
            latest = snapshot;
            refreshed.signalAll();
            return snapshot;
        } catch (RuntimeException e) {
            failed = new Failure(e, System.nanoTime());
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What was known stays known, though the partitions that said so may have come to a watermark that the others have
     * not reached. Unless it is more than has come: then it was said wrongly.
     */
    private Snapshot snapshot(List<PartitionProgress> partitions, HaltView halt, long takenAt) {
        Completeness now = Completeness.of(partitions);
        Snapshot before = latest;
        if (before != null && before.completeness.knownThrough().isAfter(now.knownThrough())) {
            Instant known = before.completeness.knownThrough();
            LastFact last = LastFact.by(jdbc, known);
            if (last.position() <= now.completeThrough()) {
                return new Snapshot(partitions, new Completeness(now.completeThrough(), known), last, halt, takenAt);
            }
        }
        return new Snapshot(partitions, now, LastFact.by(jdbc, now.knownThrough()), halt, takenAt);
    }

    /** Records of the facts that this instance has not read: told by its intake. */
    public void unread(long records) {
        unread = records;
    }

    /** How far what can be answered is behind the log. */
    public Lag lag(Snapshot now, Instant at) {
        long end = Math.max(now.halt.ledgerEnd(), now.partitions.stream()
                .mapToLong(PartitionProgress::completeThrough)
                .max()
                .orElse(0));
        Instant known = now.completeness.knownThrough();
        return new Lag(
                Math.max(end - now.completeness.completeThrough(), unread),
                known.equals(Instant.EPOCH) ? 0 : Math.max(0, Duration.between(known, at).toSeconds()),
                now.halt.stopped());
    }

    /**
     * Waits until what has been applied is as wanted.
     *
     * @param wanted must stay true once it is
     * @param what names what is waited for, in the message
     * @throws NotCaughtUpException if it is not within that time
     */
    public Snapshot await(Predicate<Snapshot> wanted, Duration atMost, String what) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Snapshot now = current();
        lock.lock();
        try {
            while (!wanted.test(now)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new NotCaughtUpException(what + " has not been applied within " + atMost.toMillis()
                            + " ms; complete through position " + now.completeness().completeThrough()
                            + ", known through " + now.completeness().knownThrough() + " and position "
                            + now.lastKnown().position());
                }
                long since = System.nanoTime();
                long ignored = refreshed.awaitNanos(Math.min(left, MAX_AGE.toNanos()));
                now = current(since);
            }
            return now;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotCaughtUpException("interrupted while waiting for " + what);
        } finally {
            lock.unlock();
        }
    }
}
