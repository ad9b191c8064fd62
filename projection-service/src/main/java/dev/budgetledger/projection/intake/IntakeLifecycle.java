package dev.budgetledger.projection.intake;

import java.time.Duration;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;

/** Runs the intake on a thread of its own for as long as the application runs. */
final class IntakeLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeLifecycle.class);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);
    private static final Duration TO_LEAVE = Duration.ofSeconds(3);
    private static final Duration TO_END = Duration.ofSeconds(20);

    private final Clients clients;
    private final ServedPlace served;
    private final CompletenessWatch watch;
    private final IntakeStatus status;
    private volatile boolean ending;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    IntakeLifecycle(
            Clients clients, ServedPlace served, CompletenessWatch watch, IntakeStatus status) {
        this.clients = clients;
        this.served = served;
        this.watch = watch;
        this.status = status;
    }

    @Override
    public void start() {
        ending = false;
        thread = Thread.ofPlatform().name("intake").start(this::run);
    }

    @Override
    public void stop() {
        ending = true;
        Consumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        Thread running = thread;
        if (running != null) {
            join(running);
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            status.is(awaitTopics() ? takeIn() : new IntakeStatus.State.Ended());
        } catch (RuntimeException | Error e) {
            LOG.error("The intake stopped, and nothing more is taken in until it is started again", e);
            status.is(new IntakeStatus.State.Stopped(e.toString()));
        }
    }

    /** The ledger makes the topics, and may come up later. One line says that they are waited for. */
    private boolean awaitTopics() {
        try (Admin admin = clients.admin()) {
            while (!ending) {
                try {
                    TopicsAtStart topics = TopicsAtStart.ask(admin);
                    served.into().store().register(topics.partitions());
                    status.endsAtStart(topics.ends());
                    return true;
                } catch (TopicsAtStart.NotYetException | TransactionException | DataAccessException e) {
                    if (e instanceof DataAccessException failure) {
                        var _ = served.intoAfter(failure);
                    }
                    waiting(e);
                }
                Thread.sleep(BETWEEN_QUESTIONS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void waiting(Exception e) {
        IntakeStatus.State.Waiting now = new IntakeStatus.State.Waiting(String.valueOf(e.getMessage()));
        if (!now.equals(status.state())) {
            LOG.info("Waiting for what there is to take in: {}", now.reason());
        }
        status.is(now);
    }

    private IntakeStatus.State takeIn() {
        Consumer<byte[], byte[]> reading = clients.consumer();
        try {
            consumer = reading;
            if (ending) {
                return new IntakeStatus.State.Ended(); // told to before there was anything to wake up
            }
            try (Intake intake = new Intake(reading, served, watch, status)) {
                Stop stop = intake.run();
                LOG.error("The intake stopped {}. Nothing more is taken in until this is repaired", stop);
                return new IntakeStatus.State.Stopped(stop.toString());
            }
        } catch (UntrustedLogException e) {
            LOG.error("The intake stopped: {}. Nothing more is taken in until this is repaired", e.getMessage());
            return new IntakeStatus.State.Stopped(String.valueOf(e.getMessage()));
        } catch (WakeupException e) {
            return new IntakeStatus.State.Ended();
        } finally {
            consumer = null;
            // A group that is still waiting for a killed member does not answer; leaving it unanswered does no harm.
            reading.close(CloseOptions.timeout(TO_LEAVE));
        }
    }

    private static void join(Thread running) {
        try {
            if (!running.join(TO_END)) {
                LOG.warn("The intake has not ended within {} s", TO_END.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
