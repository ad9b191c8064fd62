package dev.budgetledger.projection.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.edge.reads.ReadTopic;

/** The reads of this service on {@link Topics#READS}, which the ledger makes. A client of Kafka is there once something is read. */
final class ProjectionReadTopic implements ReadTopic, AutoCloseable {

    private final KafkaClients clients;
    private final Duration within;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean isClosed;

    /** @param within after which a record is given up */
    ProjectionReadTopic(KafkaClients clients, Duration within) {
        this.clients = clients;
        this.within = within;
    }

    @Override
    public String service() {
        return "projection";
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
            producer = clients.producer(within);
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
