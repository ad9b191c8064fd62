package dev.budgetledger.projection.intake;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.kafka.KafkaClients;
import dev.budgetledger.workers.Retry;
import dev.budgetledger.workers.Worker;
import dev.budgetledger.workers.WorkerLifecycle;

/** Runs the intake on a thread of its own for as long as the application runs. */
final class IntakeLifecycle implements WorkerLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeLifecycle.class);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Retry RETRY = Retry.doubling(FIRST_PAUSE, Duration.ofSeconds(30));
    private static final Duration TO_LEAVE = Duration.ofSeconds(3);
    private static final Duration TO_END = Duration.ofSeconds(15);

    private final KafkaClients clients;
    private final ServedTarget served;
    private final CompletenessWatch watch;
    private final IntakeStatus status;
    private final IntakeTraces traces;
    /** What was signed is not retried ever more seldom: another generation may be served by then. */
    private final Worker worker = new Worker("intake", "Nothing is taken in",
            (fault, inARow) -> fault instanceof UntrustedLogException ? FIRST_PAUSE : RETRY.after(fault, inARow), TO_END, this::turn);
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    IntakeLifecycle(
            KafkaClients clients, ServedTarget served, CompletenessWatch watch, IntakeStatus status, IntakeTraces traces) {
        this.clients = clients;
        this.served = served;
        this.watch = watch;
        this.status = status;
        this.traces = traces;
    }

    @Override
    public List<Worker> workers() {
        return List.of(worker);
    }

    @Override
    public void stop() {
        worker.tellToStop();
        Consumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        WorkerLifecycle.super.stop();
        status.is(new IntakeStatus.State.Ended());
    }

    /** Waits for the topics, or takes in until it is stopped. */
    private Duration turn() throws InterruptedException {
        try {
            if (!areTopicsThere()) {
                return BETWEEN_QUESTIONS;
            }
            takeIn();
            return Duration.ZERO;
        } catch (RuntimeException | Error fault) {
            if (fault instanceof UntrustedLogException contradiction) {
                remember(contradiction);
            }
            status.is(mayPass(fault)
                    ? new IntakeStatus.State.Retrying(fault.toString())
                    : new IntakeStatus.State.Stopped(fault.toString()));
            throw fault;
        }
    }

    /** Servers, rights, leaders and coordinators come back. Offsets that are gone do not, nor do rows that are refused. */
    private static boolean mayPass(Throwable fault) {
        return (fault instanceof KafkaException && !(fault instanceof OffsetOutOfRangeException))
                || fault instanceof TransactionException
                || (fault instanceof DataAccessException failure && !Intake.isAboutTheRows(failure));
    }

    private void remember(UntrustedLogException contradiction) {
        if (contradiction.contradictedSize() > 0) {
            try {
                served.into().tree().contradicted(contradiction);
                var _ = watch.refresh();
            } catch (DataAccessException e) {
                LOG.warn("That there are two histories could not be kept, and is found again: {}", e.getMessage());
            }
        }
    }

    /** The ledger makes the topics, and may come up later. One line says that they are waited for. */
    private boolean areTopicsThere() throws InterruptedException {
        try (Admin admin = clients.admin()) {
            TopicsAtStart topics = TopicsAtStart.ask(admin);
            served.into().store().register(topics.partitions());
            var _ = served.acknowledged().of(topics.ids());
            status.endsAtStart(topics.ends());
            return true;
        } catch (TopicsAtStart.NotYetException | TransactionException | DataAccessException e) {
            if (e instanceof DataAccessException failure) {
                var _ = served.intoAfter(failure);
            }
            waiting(e);
            return false;
        }
    }

    private void waiting(Exception e) {
        IntakeStatus.State.Waiting now = new IntakeStatus.State.Waiting(String.valueOf(e.getMessage()));
        if (!now.equals(status.state())) {
            LOG.info("Waiting for what there is to take in: {}", now.reason());
        }
        status.is(now);
        worker.hinderedBy(now.reason());
    }

    private void takeIn() {
        Consumer<byte[], byte[]> reading = clients.consumer();
        try {
            consumer = reading;
            if (worker.isStopping()) {
                return; // told to before there was anything to wake up
            }
            try (Intake intake = new Intake(reading, served, watch, status, worker, traces)) {
                intake.run();
            }
        } catch (WakeupException e) {
            LOG.debug("The intake was told to end");
        } finally {
            consumer = null;
            // A group that is still waiting for a killed member does not answer; leaving it unanswered does no harm.
            reading.close(CloseOptions.timeout(TO_LEAVE));
        }
    }
}
