package dev.budgetledger.ledger.intake.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.http.HttpStatus;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.ledger.intake.CommandDocument;

/** Sends what became of commands, and puts aside what was none. */
final class CommandAnswers implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();

    CommandAnswers(String bootstrapServers) {
        producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG, "command-answers",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.LINGER_MS_CONFIG, 5,
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, CommandTopics.LARGEST_RECORD),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Answers under the key of the command, if it has one, and keeps a dead letter of what no retry will mend. */
    void send(Arrival arrival, CommandResult result) {
        if (isDead(result)) {
            acknowledgements.add(producer.send(deadLetter(arrival.record(), Objects.requireNonNull(result.problem()))));
        }
        if (arrival.key() != null) {
            acknowledgements.add(producer.send(new ProducerRecord<>(
                    Topics.COMMAND_RESULTS, null, null, arrival.record().key(), ContractJson.write(result),
                    new RecordHeaders().add(Topics.CONTENT_TYPE, utf8("application/json")))));
        }
    }

    /** It could not be read, or the ledger failed on it. A refusal is an answer like any other. */
    private static boolean isDead(CommandResult result) {
        return result.status() == HttpStatus.BAD_REQUEST.value()
                || result.status() == HttpStatus.CONTENT_TOO_LARGE.value()
                || result.status() == HttpStatus.INTERNAL_SERVER_ERROR.value();
    }

    /** The record as it came, but for a value too large to be sent: that stays where it came from. */
    private static ProducerRecord<byte[], byte[]> deadLetter(
            ConsumerRecord<byte[], byte[]> record, CommandResult.Problem reason) {
        Headers headers = new RecordHeaders(record.headers().toArray())
                .add(Topics.REASON_CODE, utf8(reason.code()))
                .add(Topics.REASON_FIELD, utf8(reason.field()))
                .add(Topics.REASON_DETAIL, utf8(reason.detail()))
                .add(Topics.ORIGIN_TOPIC, utf8(record.topic()))
                .add(Topics.ORIGIN_PARTITION, utf8(Integer.toString(record.partition())))
                .add(Topics.ORIGIN_OFFSET, utf8(Long.toString(record.offset())));
        boolean fits = record.value() == null || record.value().length <= CommandDocument.LARGEST;
        return new ProducerRecord<>(
                Topics.COMMAND_DEAD_LETTERS, null, null, record.key(), fits ? record.value() : null, headers);
    }

    /** Waits until Kafka has all answers. */
    void await() throws InterruptedException, ExecutionException {
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            acknowledgement.get();
        }
        acknowledgements.clear();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Drops what Kafka has not acknowledged: it will be answered again. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
