package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.StreamTree;
import dev.budgetledger.ledger.log.Checkpoints.SigningUnavailableException;

/**
 * 流树之根: the root of the tree over the streams at any size of the log. One tree grows with the log, so that each fact is gone through once
 * after a start, and few before it; what is asked of an earlier size is made for itself from what is kept.
 */
final class StreamRoots {

    private static final long WAIT_SECONDS_MAX = 5;

    private final ReentrantLock one = new ReentrantLock();
    private @Nullable Growing growing;

    private record Growing(LogStreams stored, StreamTree tree) {

        static Growing from(Connection connection, long size) {
            LogStreams stored = new LogStreams(connection);
            return new Growing(stored, new StreamTree(stored, size));
        }

        Hash grow(Connection connection, long size) {
            stored.on(connection);
            while (tree.size() < size) {
                long through = Math.min(size, StreamTree.keptBefore(tree.size()) + StreamTree.KEPT_EVERY);
                List<String> streams = stored.streams(tree.size(), through);
                if (streams.size() != through - tree.size()) {
                    throw new IllegalStateException("the log has no fact between positions " + (tree.size() + 1) + " and " + through);
                }
                tree.append(streams, stored::keep);
            }
            return tree.root();
        }
    }

    /**
     * The root over the streams of the first facts, which the log has.
     *
     * @throws SigningUnavailableException if it cannot be said now: it is being made of a long log, or what is kept contradicts itself
     */
    Hash at(Connection connection, long size) throws SQLException {
        lock();
        try {
            return LogHashes.with(connection, hashes -> at(size, connection));
        } catch (SQLException | RuntimeException e) {
            growing = null; // it may have gone a part of the way
            if (e instanceof IllegalStateException contradicted) {
                throw new SigningUnavailableException("no root over the streams: " + contradicted.getMessage());
            }
            throw e;
        } finally {
            one.unlock();
        }
    }

    private void lock() {
        try {
            if (one.tryLock(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new SigningUnavailableException("the tree over the streams is being made");
    }

    private Hash at(long size, Connection connection) {
        Growing last = growing;
        long base = StreamTree.keptBefore(size);
        if (last != null && last.tree.size() > size) {
            return Growing.from(connection, base).grow(connection, size);
        }
        if (last == null || last.tree.size() < base) {
            long kept = Math.min(base, new LogStreams(connection).kept());
            if (last == null || last.tree.size() < kept) {
                last = Growing.from(connection, kept);
            }
        }
        growing = last;
        return last.grow(connection, size);
    }
}
