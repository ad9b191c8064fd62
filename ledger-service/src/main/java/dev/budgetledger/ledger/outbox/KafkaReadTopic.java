package dev.budgetledger.ledger.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.edge.reads.ReadTopic;

/** The reads of this service on {@link Topics#READS}. A client of Kafka is there once something is read. */
public final class KafkaReadTopic implements ReadTopic, AutoCloseable {

    private final OutboxSettings settings;
    private final int withinMillis;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean isClosed;

    /** @param within after which a record is given up */
    public KafkaReadTopic(OutboxSettings settings, Duration within) {
        this.settings = settings;
        this.withinMillis = Math.toIntExact(within.toMillis());
    }

    @Override
    public String service() {
        return "ledger";
    }

    @Override
    public Future<?> send(Map<String, String> headers, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.READS, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return producer().send(record);
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (isClosed) {
            throw new IllegalStateException("the service stops");
        }
        if (producer == null) {
            producer = new KafkaProducer<>(settings.forClient(Map.of(
                    ProducerConfig.CLIENT_ID_CONFIG, "reads",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                    ProducerConfig.ACKS_CONFIG, "all",
                    ProducerConfig.LINGER_MS_CONFIG, 0,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, withinMillis,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, withinMillis,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, withinMillis)), new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    /** Nobody waits for what is still on its way. */
    @Override
    public synchronized void close() {
        isClosed = true;
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
