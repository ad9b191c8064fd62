package dev.budgetledger.ledger.commands.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.ledger.outbox.EventHeaders;
import dev.budgetledger.ledger.outbox.OutboxSettings;
import dev.budgetledger.ledger.outbox.TopicWatch;

/**
 * Sends what became of commands, and dead-letters what was none. What Kafka refuses to take as it is, it gets with less of
 * what the sender made: no record that came holds back the answers to others.
 */
final class CommandResultSender implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommandResultSender.class);

    /** A broker says nothing of a topic that was deleted; what goes there would be sent for minutes. */
    private static final Duration LOOK_AFTER = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final TopicWatch watch;
    private final String source;
    private final List<Delivery> deliveries = new ArrayList<>();

    CommandResultSender(OutboxSettings kafka, TopicWatch watch) {
        this.watch = watch;
        source = kafka.source();
        producer = new KafkaProducer<>(kafka.forClient(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG, "command-answers",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.LINGER_MS_CONFIG, 5,
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, CommandTopics.RECORD_BYTES_MAX)),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Answers under the key of the command, if it has one, and keeps a dead letter of what no retry will mend.
     *
     * @return whether there is a dead letter
     */
    boolean send(Arrival arrival, CommandResult result) {
        boolean dead = isDead(result);
        if (dead) {
            deliver(deadLetters(arrival.record(), Objects.requireNonNull(result.problem())));
        }
        if (arrival.key() != null) {
            deliver(List.of(new ProducerRecord<>(Topics.COMMAND_RESULTS, null, null, arrival.record().key(),
                    ContractJson.write(result), headers(arrival.record(), arrival.key(), result))));
        }
        return dead;
    }

    /** An event as the facts are. It is called after the record of its command, which may be answered again. */
    private Headers headers(ConsumerRecord<byte[], byte[]> command, String key, CommandResult result) {
        String id = command.topic() + "-" + command.partition() + "-" + command.offset();
        Receipt receipt = result.receipt();
        Instant time = receipt == null ? Instant.ofEpochMilli(command.timestamp()) : receipt.recordedAt();
        EventHeaders event = EventHeaders.of(id, source, Topics.RESULT_TYPE, time, "results:CommandResult:v1")
                .with(Topics.CE_SUBJECT, key);
        if (receipt != null) {
            event.with(Topics.CE_LEDGER_POSITION, receipt.position()).with(Topics.CE_STREAM_SEQUENCE, receipt.streamSequence());
        }
        return event.headers();
    }

    /** It could not be read, or the ledger failed on it. A refusal is an answer like any other. */
    private static boolean isDead(CommandResult result) {
        return result.status() == HttpStatus.BAD_REQUEST.value()
                || result.status() == HttpStatus.CONTENT_TOO_LARGE.value()
                || result.status() == HttpStatus.INTERNAL_SERVER_ERROR.value();
    }

    /** The record as it came with the reason, then what to keep of it where Kafka does not take so much, ever less. */
    private static List<ProducerRecord<byte[], byte[]>> deadLetters(
            ConsumerRecord<byte[], byte[]> record, CommandResult.Problem reason) {
        Headers own = record.headers();
        Headers none = new RecordHeaders();
        byte[] value = record.value() == null || record.value().length <= CommandLimits.BYTES_MAX ? record.value() : null;
        return List.of(
                deadLetter(record, reason, record.key(), value, own),
                deadLetter(record, reason, record.key(), null, own),
                deadLetter(record, reason, null, value, none),
                deadLetter(record, reason, null, null, none));
    }

    private static ProducerRecord<byte[], byte[]> deadLetter(ConsumerRecord<byte[], byte[]> record,
            CommandResult.Problem reason, byte @Nullable [] key, byte @Nullable [] value, Headers own) {
        Headers headers = new RecordHeaders(own.toArray())
                .add(Topics.REASON_CODE, utf8(reason.code()))
                .add(Topics.REASON_FIELD, utf8(reason.field()))
                .add(Topics.REASON_DETAIL, utf8(reason.detail()))
                .add(Topics.ORIGIN_TOPIC, utf8(record.topic()))
                .add(Topics.ORIGIN_PARTITION, utf8(Integer.toString(record.partition())))
                .add(Topics.ORIGIN_OFFSET, utf8(Long.toString(record.offset())));
        return new ProducerRecord<>(Topics.COMMAND_DEAD_LETTERS, null, null, key, value, headers);
    }

    private void deliver(List<ProducerRecord<byte[], byte[]>> forms) {
        Iterator<ProducerRecord<byte[], byte[]>> next = forms.iterator();
        deliveries.add(new Delivery(producer.send(next.next()), next));
    }

    /** One of several forms on its way, and those to try where Kafka refuses it. */
    private record Delivery(Future<RecordMetadata> acknowledgement, Iterator<ProducerRecord<byte[], byte[]>> less) {}

    /** Waits until Kafka has all answers, but for those that it will never take. */
    void await() throws InterruptedException, ExecutionException {
        for (Delivery delivery : deliveries) {
            await(delivery);
        }
        deliveries.clear();
    }

    private void await(Delivery delivery) throws InterruptedException, ExecutionException {
        Future<RecordMetadata> acknowledgement = delivery.acknowledgement();
        while (true) {
            try {
                acknowledgement.get(LOOK_AFTER.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException _) {
                watch.requireThere();
            } catch (ExecutionException refused) {
                if (!isRefusedForGood(refused.getCause())) {
                    throw refused;
                }
                if (!delivery.less().hasNext()) {
                    LOGGER.error("Kafka takes no form of an answer; its command has been decided", refused.getCause());
                    return;
                }
                acknowledgement = producer.send(delivery.less().next());
            }
        }
    }

    /** Sending the same again would be refused again. */
    private static boolean isRefusedForGood(@Nullable Throwable why) {
        return why instanceof RecordTooLargeException || why instanceof InvalidRecordException;
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
