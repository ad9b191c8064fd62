package dev.budgetledger.ledger.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.ledger.log.FactTraces;
import dev.budgetledger.ledger.log.LoggedFact;
import dev.budgetledger.workers.Worker;

/** Sends facts and watermarks, and returns when Kafka has them. */
final class FactSender implements AutoCloseable {

    /** An allocation of thousands of lines is one fact. */
    static final int RECORD_BYTES_MAX = 16 * 1024 * 1024;

    private static final int BATCH_BYTES = 256 * 1024;
    private static final long ACKNOWLEDGEMENT_SECONDS_MAX = 10;

    private final Producer<byte[], byte[]> producer;
    private final OutboxSettings settings;
    private final String source;
    private final FactTraces traces;
    private final Worker worker;

    /** @param worker told how it goes */
    FactSender(OutboxSettings settings, FactTraces traces, Worker worker) {
        this.settings = settings;
        this.source = settings.source();
        this.traces = traces;
        this.worker = worker;
        this.producer = new KafkaProducer<>(settings.forClient(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG, "outbox-relay",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.ACKS_CONFIG, "all",
                // A partition that has just been made may refuse the first batch and take the second: a broker that knows nothing of a
                // producer takes any batch as its first (KAFKA-15591).
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
                // What is sent together arrives together: one append, and one flush to the disk, a partition.
                ProducerConfig.LINGER_MS_CONFIG, 5,
                ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RECORD_BYTES_MAX,
                // Never give a record up: the next one of its partition would then arrive without it. With this, and
                // the idempotent producer's order, what a partition holds is always a beginning of what was sent.
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000)), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends facts and, after them, to every partition the watermark. */
    void send(List<LoggedFact> facts, Watermark watermark) throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        for (LoggedFact fact : facts) {
            acknowledgements.add(producer.send(FactRecords.fact(fact, source, traces.of(fact.position()))));
        }
        for (var partition : producer.partitionsFor(Topics.FACTS)) {
            acknowledgements.add(
                    producer.send(FactRecords.watermark(Topics.FACTS, partition.partition(), watermark, source)));
        }
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            await(acknowledgement);
        }
    }

    /** Sends the watermark of an idle log. */
    void tick(Watermark watermark) throws InterruptedException, ExecutionException {
        await(producer.send(FactRecords.watermark(Topics.WATERMARKS, 0, watermark, source)));
    }

    private void await(Future<RecordMetadata> acknowledgement) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                acknowledgement.get(ACKNOWLEDGEMENT_SECONDS_MAX, TimeUnit.SECONDS);
                worker.goesWell();
                return;
            } catch (TimeoutException _) {
                worker.hinderedBy("Kafka has not acknowledged for " + ACKNOWLEDGEMENT_SECONDS_MAX + " s");
                // To a topic that was deleted it would be sent for ever; the next turn makes it.
                KafkaTopics.requireThere(settings, List.of(Topics.FACTS, Topics.WATERMARKS));
            }
        }
    }

    /** Drops what Kafka has not acknowledged: it will be sent again from the cursor. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    /** Facts and watermarks as Kafka records: CloudEvents 1.0 in binary mode, the value being the very bytes of the log. */
    private static class FactRecords {

        private FactRecords() {}

        /** @param trace for which it was recorded, as far as is known */
        static ProducerRecord<byte[], byte[]> fact(LoggedFact fact, String source, @Nullable String trace) {
            EventHeaders event = EventHeaders.of(Posting.id(fact.stream(), fact.sequence()), source,
                            Topics.FACT_TYPE_PREFIX + fact.type(), fact.recordedAt(), "facts:Envelope:v1")
                    .with(Topics.CE_SUBJECT, fact.stream())
                    .with(Topics.CE_LEDGER_POSITION, fact.position())
                    .with(Topics.CE_STREAM_SEQUENCE, fact.sequence())
                    .with(Topics.LEDGER_POSITION, fact.position())
                    .with(Topics.RECORDED_AT, Envelope.format(fact.recordedAt()))
                    .with(Topics.STREAM_SEQUENCE, fact.sequence());
            if (trace != null) {
                event.with(Topics.TRACE_PARENT, trace);
            }
            byte[] key = fact.stream().getBytes(StandardCharsets.UTF_8);
            return new ProducerRecord<>(Topics.FACTS, null, null, key, fact.bytes(), event.headers());
        }

        static ProducerRecord<byte[], byte[]> watermark(
                String topic, @Nullable Integer partition, Watermark watermark, String source) {
            EventHeaders event = EventHeaders.of("watermark-" + watermark.position() + "-" + watermark.knownAt().toEpochMilli(),
                            source, Topics.WATERMARK_TYPE, watermark.knownAt(), "facts:Watermark:v1")
                    .with(Topics.CE_LEDGER_POSITION, watermark.position())
                    .with(Topics.LEDGER_POSITION, watermark.position());
            return new ProducerRecord<>(topic, partition, null, null, watermark.bytes(), event.headers());
        }
    }
}
