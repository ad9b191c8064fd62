package dev.budgetledger.ledger.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.ContradictedHistoryException;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.History;
import dev.budgetledger.workers.Retry;
import dev.budgetledger.workers.Worker;
import dev.budgetledger.workers.WorkerLifecycle;

/**
 * Looks every second whether the log still has the largest head that anybody was told: those that this process signed, the newest
 * in Kafka, and those that another instance relayed. Before the one in Kafka is known nothing is signed.
 */
public final class HistoryWatch implements WorkerLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(HistoryWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final History history;
    private final Checkpoints checkpoints;
    private final KafkaHistory relayed;
    private final OutboxCursor cursor = new OutboxCursor();
    private boolean located;
    private final List<Worker> workers = List.of(
            worker("history-reconciliation", this::compare), worker("history-watch", this::look));

    public HistoryWatch(DataSource dataSource, FactLog log, OutboxSettings settings, Checkpoints checkpoints) {
        this.dataSource = dataSource;
        this.history = log.history();
        this.checkpoints = checkpoints;
        this.relayed = new KafkaHistory(settings, checkpoints.verifier());
    }

    private static Worker worker(String name, Worker.Task task) {
        return new Worker(name, "The history of the log cannot be looked at", Retry.each(PAUSE), PAUSE, task);
    }

    /** Two, for Kafka may not answer. */
    @Override
    public List<Worker> workers() {
        return workers;
    }

    private @Nullable Duration compare() throws SQLException {
        Checkpoint newest = relayed.newest();
        if (newest != null) {
            learn(newest);
        }
        checkpoints.compared();
        return null;
    }

    /** Also of what another instance relayed. */
    private @Nullable Duration look() throws SQLException {
        if (history.contradiction() == null) {
            try (Connection connection = dataSource.getConnection()) {
                history.require(connection);
                Checkpoint others = cursor.checkpoint(connection);
                if (others != null) {
                    history.learn(connection, others);
                }
                return PAUSE;
            } catch (ContradictedHistoryException _) {
                // It is kept.
            }
        }
        locate(Objects.requireNonNull(history.contradiction()));
        return null;
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
}
