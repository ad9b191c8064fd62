package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;

/**
 * 同一历史: what is known, outside the database, of what the log was, and whether it still is: how far this process has seen it
 * durable, and the largest head that anybody was told. A database that lost answered commits, or was changed, contradicts it.
 *
 * <p>Once it is contradicted it stays so: whatever would be recorded or signed then is a second history.
 */
public final class History {

    private final AtomicLong seen = new AtomicLong();
    private volatile @Nullable Checkpoint told;
    private volatile @Nullable Contradiction contradiction;

    /**
     * What was found to contradict.
     *
     * @param position the first position that differs, or one at or after it
     * @param exact whether it is the first
     * @param reason one sentence for a person
     */
    public record Contradiction(long position, boolean exact, String reason) {

        public String detail() {
            return reason + (exact ? "; position " + position + " is the first that differs"
                    : "; the first position that differs is at most " + position);
        }
    }

    /** What contradicts, null while nothing is known to. */
    public @Nullable Contradiction contradiction() {
        return contradiction;
    }

    /** The largest head that is known to have been told, null if none is. */
    public @Nullable Checkpoint told() {
        return told;
    }

    /** This many facts the log has at least; to be asked before it is looked at. */
    public long size() {
        Checkpoint head = told;
        return Math.max(seen.get(), head == null ? 0 : head.size());
    }

    /** The log is durable up to a position. */
    public void recorded(long position) {
        seen.accumulateAndGet(position, Math::max);
    }

    /**
     * Looks at where the log ends.
     *
     * @param least {@link #size} before it was looked at
     * @throws ContradictedHistoryException if it ends before that
     */
    void requireEnd(long least, long end) {
        if (end < least) {
            throw contradict(new Contradiction(end + 1, false,
                    "the log ends at position " + end + ", but " + least + " facts were recorded"));
        }
        recorded(end);
    }

    /** A head was told; what it extends has been looked at. */
    synchronized void remember(Checkpoint head) {
        if (told == null || told.size() < head.size()) {
            told = head;
        }
    }

    /**
     * Continues only while nothing is known to contradict.
     *
     * @throws ContradictedHistoryException else
     */
    public void require() {
        Contradiction known = contradiction;
        if (known != null) {
            throw new ContradictedHistoryException(known);
        }
    }

    /**
     * Looks whether the log still has what is known of it.
     *
     * @throws ContradictedHistoryException if it does not
     */
    public void require(Connection connection) throws SQLException {
        require();
        long least = size();
        Checkpoint head = told;
        requireEnd(least, FactLog.end(connection));
        if (head != null) {
            requireRoot(connection, head);
        }
    }

    /**
     * Learns of a head that was told, no matter who told it.
     *
     * @throws ContradictedHistoryException if the log does not have it
     */
    public void learn(Connection connection, Checkpoint head) throws SQLException {
        requireEnd(head.size(), FactLog.end(connection));
        requireRoot(connection, head);
        remember(head);
    }

    private void requireRoot(Connection connection, Checkpoint head) throws SQLException {
        if (!LogTree.root(connection, head.size()).equals(head.root())) {
            throw contradict(otherRoot(head));
        }
    }

    /**
     * Looks whether a head that is to be told and one that was are heads of one tree, by the proof that anybody could ask for.
     *
     * @throws ContradictedHistoryException if they are not
     */
    void requireOneTree(Connection connection, Checkpoint before, Checkpoint next) throws SQLException {
        boolean grows = before.size() <= next.size();
        Checkpoint small = grows ? before : next;
        Checkpoint large = grows ? next : before;
        requireEnd(large.size(), FactLog.end(connection));
        if (!LogTree.consistency(connection, small.size(), large.size()).connects(small.root(), large.root())) {
            throw contradict(otherRoot(before));
        }
    }

    /**
     * Looks whether one head, told twice, says the same of the streams. The first may be of a release that said nothing.
     *
     * @throws ContradictedHistoryException if it does not
     */
    void requireSameStreams(Checkpoint before, Checkpoint next) {
        if (before.size() == next.size() && before.streams() != null && !Objects.equals(before.streams(), next.streams())) {
            throw contradict(new Contradiction(before.size(), false,
                    "the streams of the first " + before.size() + " facts do not have the root that was signed"));
        }
    }

    private static Contradiction otherRoot(Checkpoint head) {
        return new Contradiction(head.size(), false,
                "the first " + head.size() + " facts do not have the root that was signed");
    }

    /** Keeps what was found first. */
    private synchronized ContradictedHistoryException contradict(Contradiction found) {
        if (contradiction == null) {
            contradiction = found;
        }
        return new ContradictedHistoryException(contradiction);
    }

    /** Says more exactly where the histories part, once that is known. */
    public synchronized void differsFrom(long position) {
        Contradiction known = contradiction;
        if (known != null && position <= known.position()) {
            contradiction = new Contradiction(position, true, known.reason());
        }
    }
}
