package dev.budgetledger.ledger.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.ContradictedHistoryException;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.Head;
import dev.budgetledger.ledger.log.ImplausibleClockException;
import dev.budgetledger.ledger.log.LoggedFact;
import dev.budgetledger.ledger.witnesses.Witnesses;
import dev.budgetledger.workers.Worker;
import dev.budgetledger.workers.WorkerLifecycle;

/**
 * Relays the log to Kafka, in order, every fact at least once.
 *
 * <p>It reads after its cursor, sends, waits for all acknowledgements, and moves it. Whatever breaks in between, it
 * begins again at the cursor: facts may be sent twice, none is left out, and within a partition the first appearances
 * keep the order of the log. One instance relays at a time; the others wait for its connection to end, or until it leaves relaying to
 * them because its clock is not to be believed. Commands do
 * not wait for Kafka: while it is unavailable the log continues, and readers catch up later.
 *
 * <p>With a batch, or soon after it, readers get the signed head of the log. It stops for good, before it sends anything, once the log is not
 * the one that they were told of.
 */
public final class OutboxRelay implements WorkerLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int FACTS_PER_BATCH_MAX = 4000;
    private static final Duration CLAIM_INTERVAL = Duration.ofSeconds(1);
    private static final Duration WAIT_TIMEOUT = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private final FactLog log;
    private final OutboxSettings settings;
    private final Checkpoints checkpoints;
    private final Witnesses witnesses;
    private final OutboxCursor cursor;
    private final Worker worker =
            new Worker("outbox-relay", "Nothing is relayed to Kafka", KafkaTopics::retryAfter, WAIT_TIMEOUT, this::turn);
    private volatile long relayed = -1;
    private volatile boolean stopped;
    private volatile List<String> topics = List.of();

    public OutboxRelay(DataSource dataSource, FactLog log, OutboxSettings settings, Checkpoints checkpoints, Witnesses witnesses) {
        this(dataSource, log, settings, checkpoints, witnesses, new OutboxCursor());
    }

    OutboxRelay(DataSource dataSource, FactLog log, OutboxSettings settings, Checkpoints checkpoints, Witnesses witnesses,
            OutboxCursor cursor) {
        this.dataSource = dataSource;
        this.log = log;
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.witnesses = witnesses;
        this.cursor = cursor;
    }

    @Override
    public List<Worker> workers() {
        return List.of(worker);
    }

    /** Says that the log has grown; returns at once. */
    public void wake() {
        worker.wake();
    }

    /** The last position known to be in Kafka by this instance, -1 while it does not relay. */
    public long relayed() {
        return relayed;
    }

    /** Why nothing is being relayed, empty if all is well. */
    public String trouble() {
        return worker.trouble();
    }

    /** How old a fact may be that is not in Kafka yet. */
    Duration within() {
        return settings.relayWithin();
    }

    /** What of the topics is not as it should be, a sentence each. */
    public List<String> topics() {
        return topics;
    }

    /** Whether nothing is relayed any more, for a reason that does not pass: see {@link #trouble}. */
    public boolean isStopped() {
        return stopped;
    }

    /**
     * The head of the log that readers were told last.
     *
     * @throws DamagedCursorException if it cannot be read
     */
    public Optional<Checkpoint> lastCheckpoint(Connection connection) throws SQLException {
        return Optional.ofNullable(cursor.checkpoint(connection));
    }

    /** The same as it was signed, and cosigned. */
    public Optional<String> lastNote(Connection connection) throws SQLException {
        return Optional.ofNullable(cursor.note(connection));
    }

    private @Nullable Duration turn() throws SQLException, InterruptedException, ExecutionException {
        try (Connection connection = dataSource.getConnection()) {
            if (cursor.claim(connection)) {
                relayWhileOpen(connection);
            } else {
                worker.hinderedBy("another instance relays");
            }
            return CLAIM_INTERVAL;
        } catch (ContradictedHistoryException contradicted) {
            worker.hinderedBy(String.valueOf(contradicted.getMessage()));
            stopped = true;
            return null;
        } finally {
            relayed = -1;
        }
    }

    private void relayWhileOpen(Connection connection)
            throws SQLException, InterruptedException, ExecutionException {
        connection.setAutoCommit(true);
        topics(KafkaTopics.create(settings));
        checkpoints.await(WAIT_TIMEOUT);
        try (FactSender sender = new FactSender(settings, log.traces(), worker)) {
            long position = cursor.read(connection);
            Checkpoint told = cursor.checkpoint(connection);
            RelayedTree tree = RelayedTree.at(connection, log, checkpoints, witnesses, position, told);
            relayed = position;
            Watermark last = told == null || told.size() >= position
                    ? null
                    : watermark(connection, log.rowsAfter(connection, position - 1, 1).getFirst(), null);
            long nextTick = System.nanoTime(); // not a clock that somebody sets: readers would wait for as long as it was set back
            while (!worker.isStopping()) {
                log.history().require();
                List<LoggedFact> facts = log.rowsAfter(connection, position, FACTS_PER_BATCH_MAX);
                if (!facts.isEmpty()) {
                    tree.append(connection, facts);
                    last = watermark(connection, facts.getLast(), tree.dueHead(connection));
                    sender.send(facts, last);
                    position = last.position();
                    cursor.write(connection, last);
                    relayed = position;
                    if (facts.size() < FACTS_PER_BATCH_MAX) {
                        // A batch costs Kafka and its readers about as much for one fact as for hundreds: under load they go together.
                        worker.pause(settings.gather());
                    }
                } else if (last != null && tree.isOwedNow()) {
                    last = new Watermark(position, last.knownAt(), tree.head(connection));
                    sender.send(List.of(), last);
                    cursor.write(connection, last);
                } else if (System.nanoTime() - nextTick >= 0) {
                    if (!tick(connection, sender, position, tree)) {
                        return;
                    }
                    nextTick = System.nanoTime() + settings.tick().toNanos();
                } else {
                    worker.awaitNews(settings.tick().dividedBy(4));
                }
            }
        } finally {
            unclaim(connection);
        }
    }

    /** A batch may end amid the facts of one commit: then only the instants before it are known whole. */
    private Watermark watermark(Connection connection, LoggedFact last, @Nullable String checkpoint) throws SQLException {
        boolean atTheEnd = log.lastPosition(connection) == last.position();
        return new Watermark(last.position(),
                atTheEnd ? last.recordedAt() : last.recordedAt().minus(1, ChronoUnit.MICROS),
                checkpoint);
    }

    /**
     * Tells readers of an idle log how late it is, so that questions about the recent past can be answered.
     *
     * @return false if that is not known here; another instance may know
     */
    private boolean tick(Connection connection, FactSender sender, long position, RelayedTree tree)
            throws SQLException, InterruptedException, ExecutionException {
        connection.setAutoCommit(false);
        Head head;
        try {
            head = log.closeTimestamp(connection);
            connection.commit();
        } catch (ImplausibleClockException implausible) {
            worker.hinderedBy("readers are not told the time: " + implausible.getMessage());
            return false;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        if (head != null && head.position() == position) {
            sender.tick(new Watermark(position, head.now(), tree.dueHead(connection)));
        }
        return true;
    }

    private void topics(List<String> otherwise) {
        if (!otherwise.equals(topics)) {
            otherwise.forEach(each -> LOGGER.warn("A topic is not as it should be; {}", each));
        }
        topics = otherwise;
    }

    private static void unclaim(Connection connection) {
        // The pool keeps the session, so the lock has to be given back.
        try (var unlock = connection.createStatement()) {
            unlock.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            LOGGER.debug("The session ended with its lock", e);
        }
    }
}
