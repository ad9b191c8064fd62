package dev.budgetledger.projection.intake;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.kafka.KafkaClients;

/** Runs the intake on a thread of its own for as long as the application runs. */
final class IntakeLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeLifecycle.class);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
    private static final Duration TO_LEAVE = Duration.ofSeconds(3);
    private static final Duration TO_END = Duration.ofSeconds(20);

    private final KafkaClients clients;
    private final ServedTarget served;
    private final CompletenessWatch watch;
    private final IntakeStatus status;
    private final IntakeTraces traces;
    private volatile CountDownLatch ended = new CountDownLatch(1);
    private String reported = "";
    private volatile boolean ending;
    private volatile @Nullable Thread thread;
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
    public void start() {
        ending = false;
        ended = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("intake").start(this::run);
    }

    @Override
    public void stop() {
        ending = true;
        ended.countDown();
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

    /** Whatever ends the intake, it is begun again, ever more seldom: what has passed needs nobody. */
    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!ending) {
            long began = System.nanoTime();
            try {
                if (awaitTopics()) {
                    takeIn();
                }
            } catch (UntrustedLogException e) {
                remember(e);
                stopped(String.valueOf(e.getMessage()), null);
                pause = FIRST_PAUSE; // another generation may be served by then
            } catch (KafkaException | TransactionException | DataAccessException e) {
                if (mayPass(e)) {
                    retrying(e);
                } else {
                    stopped(e.toString(), e);
                }
            } catch (RuntimeException | Error e) {
                stopped(e.toString(), e);
            }
            if (System.nanoTime() - began > PAUSE_MAX.toNanos()) {
                pause = FIRST_PAUSE; // it has gone well meanwhile
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
        }
        status.is(new IntakeStatus.State.Ended());
    }

    /** Servers, rights, leaders and coordinators come back. Offsets that are gone do not, nor do rows that are refused. */
    private static boolean mayPass(RuntimeException e) {
        return !(e instanceof OffsetOutOfRangeException) && !Intake.isAboutTheRows(e);
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

    private void stopped(String reason, @Nullable Throwable fault) {
        if (!reported.equals(reason)) {
            reported = reason;
            String line = "The intake stopped: " + reason + ". Nothing more is taken in until this is repaired";
            if (fault == null) {
                LOG.error(line);
            } else {
                LOG.error(line, fault);
            }
        }
        status.is(new IntakeStatus.State.Stopped(reason));
    }

    private void retrying(RuntimeException e) {
        String reason = e.toString();
        if (!reported.equals(reason)) {
            reported = reason;
            LOG.warn("Cannot take in at the moment and continues trying: {}", reason);
        }
        status.is(new IntakeStatus.State.Retrying(reason));
    }

    private void pause(Duration pause) {
        try {
            var _ = ended.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The ledger makes the topics, and may come up later. One line says that they are waited for. */
    private boolean awaitTopics() {
        try (Admin admin = clients.admin()) {
            while (!ending) {
                try {
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

    private void takeIn() {
        Consumer<byte[], byte[]> reading = clients.consumer();
        try {
            consumer = reading;
            if (ending) {
                return; // told to before there was anything to wake up
            }
            try (Intake intake = new Intake(reading, served, watch, status, traces)) {
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
