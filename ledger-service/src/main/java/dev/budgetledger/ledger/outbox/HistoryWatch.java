package dev.budgetledger.ledger.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.ContradictedHistoryException;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.History;

/**
 * Looks every second whether the log still has the largest head that anybody was told: those that this process signed, the newest
 * in Kafka, and those that another instance relayed. Before the one in Kafka is known nothing is signed.
 */
public final class HistoryWatch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(HistoryWatch.class);
    private static final long PAUSE_MILLIS = 1000;

    private final DataSource dataSource;
    private final History history;
    private final Checkpoints checkpoints;
    private final KafkaHistory relayed;
    private final OutboxCursor cursor = new OutboxCursor();
    private boolean located;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads = List.of(
            Thread.ofPlatform().name("history-reconciliation").unstarted(() -> repeat(this::compare)),
            Thread.ofPlatform().name("history-watch").unstarted(() -> repeat(this::look)));

    public HistoryWatch(DataSource dataSource, FactLog log, OutboxSettings settings, Checkpoints checkpoints) {
        this.dataSource = dataSource;
        this.history = log.history();
        this.checkpoints = checkpoints;
        this.relayed = new KafkaHistory(settings, checkpoints.verifier());
    }

    /** Begins to look, in threads of its own. */
    public void start() {
        threads.forEach(Thread::start);
    }

    /** Something that is done until it says that it is done. */
    private interface Work {
        boolean done() throws SQLException;
    }

    private void repeat(Work work) {
        boolean reported = false;
        boolean done = false;
        while (!done && !isClosed()) {
            try {
                done = work.done();
                reported = false;
            } catch (Throwable fault) { // whatever it is, it is tried again
                if (!reported && !isClosed()) {
                    LOGGER.warn("The history of the log cannot be looked at; it is tried again: {}", fault.toString());
                }
                reported = true;
            }
            done = done || pause();
        }
    }

    private boolean compare() throws SQLException {
        Checkpoint newest = relayed.newest();
        if (newest != null) {
            learn(newest);
        }
        checkpoints.compared();
        return true;
    }

    /** Also of what another instance relayed. */
    private boolean look() throws SQLException {
        if (history.contradiction() == null) {
            try (Connection connection = dataSource.getConnection()) {
                Checkpoint others = cursor.checkpoint(connection);
                if (others != null) {
                    history.learn(connection, others);
                }
                history.require(connection);
                return false;
            } catch (ContradictedHistoryException _) {
                // It is kept.
            }
        }
        locate(Objects.requireNonNull(history.contradiction()));
        return true;
    }

    private void learn(Checkpoint head) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            history.learn(connection, head);
        } catch (ContradictedHistoryException _) {
            // It is kept, and nothing is signed.
        }
    }

    /** Says so, and where, as well as Kafka can tell. */
    private void locate(History.Contradiction found) throws SQLException {
        if (!located) {
            located = true;
            LOGGER.error("Nothing is posted, signed or relayed any more: {}", found.detail());
        }
        try (Connection connection = dataSource.getConnection()) {
            long first = relayed.firstDifference(connection, found.position());
            if (first > 0) {
                history.differsFrom(first);
                LOGGER.error("The log differs from what was relayed from position {} on", first);
            }
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private boolean pause() {
        try {
            return closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofSeconds(1))) {
                    thread.interrupt(); // Kafka does not answer
                    thread.join();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
