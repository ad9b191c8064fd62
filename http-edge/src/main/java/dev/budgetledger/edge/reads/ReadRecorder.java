package dev.budgetledger.edge.reads;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.RecordedRead;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/**
 * 查阅留痕: has each read recorded before it is answered. Nothing queues: who reads waits for his own record. While none is taken, one
 * request a second tries, and the others are told at once: readers who wait for Kafka must not keep those who post from their threads.
 */
final class ReadRecorder {

    private static final Logger LOGGER = LoggerFactory.getLogger(ReadRecorder.class);

    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String SCHEMA = Topics.SCHEMA_PREFIX + "reads:RecordedRead:v1";

    private final ReadTopic topic;
    private final ReadSettings settings;
    private final LongSupplier nanos;
    private final String instance = UUID.randomUUID().toString();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicLong notRecorded = new AtomicLong();
    /** Answered without a record, since the last record. */
    private final AtomicLong unrecorded = new AtomicLong();

    private volatile boolean isHindered;
    private final AtomicLong nextTry = new AtomicLong();

    /** @param nanos a clock that only goes forward */
    ReadRecorder(ReadTopic topic, ReadSettings settings, LongSupplier nanos) {
        this.topic = topic;
        this.settings = settings;
        this.nanos = nanos;
    }

    String service() {
        return topic.service();
    }

    /**
     * Records a read.
     *
     * @param read given how many reads were answered without a record before
     * @throws ProblemException READ_NOT_RECORDED if Kafka does not take it, and it is not to be answered then
     */
    void record(LongFunction<RecordedRead> read) {
        long missed = unrecorded.get();
        if (mayTry() && isTaken(read.apply(missed))) {
            recorded.incrementAndGet();
            unrecorded.addAndGet(-missed);
            return;
        }
        notRecorded.incrementAndGet();
        switch (settings.withoutRecord()) {
            case ANSWER -> unrecorded.incrementAndGet();
            case REFUSE -> throw new ProblemException(ProblemCode.READ_NOT_RECORDED, "",
                    "it cannot be recorded who reads; ask again in a moment");
        }
    }

    private boolean mayTry() {
        if (!isHindered) {
            return true;
        }
        long next = nextTry.get();
        long now = nanos.getAsLong();
        return now - next >= 0 && nextTry.compareAndSet(next, now + REST_NANOS);
    }

    private boolean isTaken(RecordedRead read) {
        long began = nanos.getAsLong();
        try {
            var acknowledgement = topic.send(headers(read), ContractJson.write(read));
            acknowledgement.get(Math.max(0, settings.acknowledgedWithin().toNanos() - (nanos.getAsLong() - began)), TimeUnit.NANOSECONDS);
            if (isHindered) {
                isHindered = false;
                LOGGER.info("Reads are recorded again");
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | RuntimeException why) {
            hinderedBy(why);
            return false;
        }
    }

    /** One line, however many are hindered. */
    private synchronized void hinderedBy(Exception why) {
        nextTry.set(nanos.getAsLong() + REST_NANOS);
        if (!isHindered) {
            isHindered = true;
            LOGGER.warn("Reads cannot be recorded, and are {}: {}",
                    settings.withoutRecord() == ReadSettings.WithoutRecord.REFUSE ? "refused" : "answered without", why.toString());
        }
    }

    /** CloudEvents 1.0, binary mode. Of one instance the numbers in the ids are 1, 2, 3 …: one that is missing was not taken. */
    private Map<String, String> headers(RecordedRead read) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Topics.CE_SPEC_VERSION, "1.0");
        headers.put(Topics.CE_ID, instance + "-" + sent.incrementAndGet());
        headers.put(Topics.CE_SOURCE, "urn:budget-ledger:" + topic.service());
        headers.put(Topics.CE_TYPE, Topics.READ_TYPE);
        headers.put(Topics.CE_TIME, Envelope.format(read.at()));
        headers.put(Topics.CE_DATA_SCHEMA, SCHEMA);
        headers.put(Topics.CONTENT_TYPE, "application/json");
        return headers;
    }

    long recorded() {
        return recorded.get();
    }

    long notRecorded() {
        return notRecorded.get();
    }
}
