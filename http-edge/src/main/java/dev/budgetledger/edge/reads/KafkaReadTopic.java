package dev.budgetledger.edge.reads;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Topics;

/**
 * The reads of a service on {@link Topics#READS}, which the ledger makes. A client of Kafka is there once something is read.
 *
 * <p>One request is on its way at a time. Records that come meanwhile wait for it and go together in the next, so that many who read at once
 * share what an acknowledgement costs, and one who reads alone waits for nobody.
 */
public final class KafkaReadTopic implements ReadTopic, AutoCloseable {

    private final String service;
    private final Map<String, Object> config;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean isClosed;

    /**
     * Of one service.
     *
     * @param client settings of any client of Kafka that the service has
     * @param within after which a record is given up
     */
    public KafkaReadTopic(String service, Map<String, Object> client, Duration within) {
        int millis = Math.toIntExact(within.toMillis());
        this.service = service;
        config = new HashMap<>(client);
        config.putAll(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG, service + "-reads",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, millis,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis));
    }

    @Override
    public String service() {
        return service;
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
            producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
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
