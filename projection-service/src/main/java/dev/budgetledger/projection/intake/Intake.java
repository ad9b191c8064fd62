package dev.budgetledger.projection.intake;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.transaction.TransactionException;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;

/**
 * Reads batches and applies each in one transaction, on one thread, until told to end or until it comes to a record
 * that must not be applied. It never goes past such a record.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final IntakeStore store;
    private final CompletenessWatch watch;
    private final LedgerTree tree;
    private final IntakeStatus status;
    private final Assignment assignment;

    Intake(Consumer<byte[], byte[]> consumer, IntakeStore store, CompletenessWatch watch, LedgerTree tree,
            IntakeStatus status) {
        this.consumer = consumer;
        this.store = store;
        this.watch = watch;
        this.tree = tree;
        this.status = status;
        this.assignment = new Assignment(consumer, store);
    }

    /**
     * Takes in until the consumer is woken up.
     *
     * @throws WakeupException when it is
     * @throws UntrustedLogException when what was received is not what the ledger signed
     * @return why it stopped before that
     */
    Stop run() {
        consumer.subscribe(List.of(Topics.FACTS, Topics.WATERMARKS), assignment);
        while (true) {
            try {
                assignment.position();
                Stop stop = apply(poll());
                running();
                if (stop != null) {
                    return stop;
                }
            } catch (FencedException e) {
                LOG.info("Left a batch to another instance: {}", e.getMessage());
                assignment.rewind();
            } catch (DataAccessException | TransactionException e) {
                if (isAboutTheRows(e)) {
                    throw e;
                }
                retryLater(e);
            }
        }
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

    private @Nullable Stop apply(ConsumerRecords<byte[], byte[]> records) {
        status.lag(assignment.lag());
        if (records.isEmpty()) {
            return null;
        }
        // Half of the time goes into reading what came, and one record does not need another for it.
        List<Received> batch =
                StreamSupport.stream(records.spliterator(), true).map(RecordReader::read).toList();
        Admitted admitted = store.apply(batch, assignment.next(records.partitions()));
        assignment.moved(admitted.progress());
        tree.advance(watch.refresh().completeness().completeThrough());
        return admitted.stop();
    }

    /** A database that is away comes back; rows that it refuses, it refuses again. */
    private static boolean isAboutTheRows(RuntimeException e) {
        return e instanceof NonTransientDataAccessException && !(e instanceof NonTransientDataAccessResourceException);
    }

    private void running() {
        if (status.state() instanceof IntakeStatus.State.Retrying) {
            LOG.info("Taking in again");
        }
        status.is(new IntakeStatus.State.Running());
    }

    private void retryLater(RuntimeException e) {
        if (!(status.state() instanceof IntakeStatus.State.Retrying)) {
            LOG.warn("Cannot take in at the moment and goes on trying", e);
        }
        status.is(new IntakeStatus.State.Retrying(String.valueOf(e.getMessage())));
        assignment.rewind();
        // A poll of paused partitions: the pause before the next attempt keeps the place in the group.
        consumer.poll(BEFORE_RETRY);
    }
}
