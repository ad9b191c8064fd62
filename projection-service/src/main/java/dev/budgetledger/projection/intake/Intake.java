package dev.budgetledger.projection.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.transaction.TransactionException;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.projection.entries.Completeness;
import dev.budgetledger.projection.entries.Contradiction;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.workers.Worker;

/**
 * Reads batches and applies each in one transaction, one after the other, until told to end. Before a record that must not
 * be applied it stands, and looks at what lies after it, until a person has acknowledged that it is not of the log. While a
 * batch is applied the next is read, if as much again waits:
 * else what comes meanwhile had better go into one batch.
 */
final class Intake implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final ServedTarget served;
    private final CompletenessWatch watch;
    private final IntakeStatus status;
    private final Worker worker;
    private final IntakeTraces traces;
    private final BatchApplier<AdmittedBatch> applying = new BatchApplier<>("intake-tables");
    private final Assignment assignment;
    private IntakeTarget into;
    private boolean fenced;
    private boolean readAhead;
    private @Nullable LookAhead standing;

    Intake(Consumer<byte[], byte[]> consumer, ServedTarget served, CompletenessWatch watch, IntakeStatus status,
            Worker worker, IntakeTraces traces) {
        this.consumer = consumer;
        this.served = served;
        this.watch = watch;
        this.status = status;
        this.worker = worker;
        this.traces = traces;
        this.assignment = new Assignment(consumer, applying::await);
        this.into = served.into();
    }

    /**
     * Takes in until the consumer is woken up, or there is a topic no more.
     *
     * @throws WakeupException when it is woken up
     * @throws UntrustedLogException when what was received is not what the ledger signed
     */
    void run() {
        // What a killed instance had not compared yet.
        into.tree().advance(watch.refresh().completeness().completeThrough());
        consumer.subscribe(List.of(Topics.FACTS, Topics.WATERMARKS), assignment);
        while (true) {
            try {
                follow();
                assignment.position(into.store());
                if (standing != null) {
                    standBefore(standing);
                    continue;
                }
                if (!readAhead) {
                    applying.await();
                }
                ConsumerRecords<byte[], byte[]> records = poll();
                List<IncomingRecord> batch = RecordReader.read(records);
                Halt stop = settle();
                running();
                if (stop != null) {
                    stand(stop);
                    continue;
                }
                long left = assignment.lag();
                watch.unread(left);
                if (batch.isEmpty() && assignment.missesTopics()) {
                    return;
                }
                if (!batch.isEmpty()) {
                    readAhead = left >= batch.size();
                    start(batch, assignment.next(records.partitions()), traces.of(records));
                }
            } catch (FencedException e) {
                LOG.info("Left a batch to the instance that continues: {}", e.getMessage());
                fenced = true;
                rewind();
            } catch (DataAccessException | TransactionException e) {
                if (e instanceof DataAccessException failure && !served.intoAfter(failure).equals(into)) {
                    rewind(); // this generation was removed while nobody looked
                } else if (isAboutTheRows(e)) {
                    throw e;
                } else {
                    retryLater(e);
                }
            }
        }
    }

    private void stand(Halt stop) {
        LOG.error("The intake stopped {}. Nothing more is taken in until this is repaired, or acknowledged", stop);
        standing = new LookAhead(stop, served.acknowledged().idOf(stop.before().topic()));
        status.is(new IntakeStatus.State.Stopped(stop.toString()));
        rewind();
    }

    /** Looks at what lies after the record, and continues once it may be passed by or is another instance's. */
    private void standBefore(LookAhead ahead) {
        poll().forEach(ahead::look);
        ahead.newHeads().forEach(into.tree()::requireAgreement);
        ahead.standing().ifPresent(stop -> {
            into.stops().put(stop);
            status.is(new IntakeStatus.State.Standing(stop));
        });
        served.acknowledged().refresh();
        boolean acknowledged = served.acknowledged().test(ahead.stop().before());
        if (acknowledged) {
            LOG.warn("Passing by what was acknowledged {}", ahead.stop());
        }
        if (acknowledged || !assignment.holds(ahead.partition())) {
            standing = null;
            rewind();
        }
    }

    /** Continues in the generation that is served. It has at least what the one before has, and its own offsets. */
    private void follow() {
        Contradiction contradiction = watch.current().halt().contradiction();
        if (contradiction != null) {
            throw new UntrustedLogException(contradiction.reason()); // noticed here before, or by another instance
        }
        if (fenced) {
            var _ = watch.refresh(); // it may have been by another generation, not by another instance
            fenced = false;
        }
        IntakeTarget now = served.into();
        if (!now.equals(into)) {
            into = now;
            standing = null;
            rewind();
        }
    }

    /** Goes back to where the store is, once nothing is on its way to it. */
    private void rewind() {
        applying.drop();
        status.applyingSince(null);
        assignment.rewind();
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            boolean ofTicks = e.partitions().stream()
                    .allMatch(partition -> partition.topic().equals(Topics.WATERMARKS));
            if (!ofTicks) {
                throw e; // facts are kept without limit: the stored offset is of another log, or facts are gone
            }
            consumer.seekToBeginning(e.partitions());
            return ConsumerRecords.empty();
        }
    }

    private void start(List<IncomingRecord> batch, Map<TopicPartition, Long> expected, Set<String> of) {
        IntakeTarget here = into;
        status.applyingSince(Instant.now());
        applying.start(() -> apply(here, batch, expected, of));
    }

    private AdmittedBatch apply(
            IntakeTarget here, List<IncomingRecord> batch, Map<TopicPartition, Long> expected, Set<String> of) {
        Instant began = Instant.now();
        AdmittedBatch admitted = here.store().apply(batch, expected);
        here.tree().received(admitted.facts());
        traces.applied(of, began, admitted.facts().size());
        Completeness completeness = watch.refresh().completeness();
        if (served.into().equals(here)) { // else this is said of another generation
            here.tree().advance(completeness.completeThrough());
        }
        return admitted;
    }

    /** What came of the batch that was started before. */
    private @Nullable Halt settle() {
        AdmittedBatch admitted;
        try {
            admitted = applying.settle();
        } finally {
            status.applyingSince(null);
        }
        if (admitted == null) {
            return null;
        }
        status.applied(admitted.facts().size());
        assignment.moved(admitted.progress());
        return admitted.stop();
    }

    /** A database that is unavailable comes back; rows that it refuses, it refuses again. */
    static boolean isAboutTheRows(RuntimeException e) {
        return e instanceof NonTransientDataAccessException && !(e instanceof NonTransientDataAccessResourceException);
    }

    private void running() {
        worker.goesWell();
        status.is(new IntakeStatus.State.Running());
    }

    private void retryLater(RuntimeException e) {
        worker.failed(e);
        status.is(new IntakeStatus.State.Retrying(String.valueOf(e.getMessage())));
        rewind();
        // A poll of paused partitions: the pause before the next attempt keeps the place in the group.
        consumer.poll(BEFORE_RETRY);
    }

    /** Waits for the batch that is on its way. */
    @Override
    public void close() {
        applying.close();
    }
}
