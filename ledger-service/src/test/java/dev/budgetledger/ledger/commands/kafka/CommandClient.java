package dev.budgetledger.ledger.commands.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.ledger.outbox.KafkaTopics;
import dev.budgetledger.ledger.outbox.OutboxSettings;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;

/** A treasury system that posts through Kafka. */
final class CommandClient implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.kafkaBootstrapServers(),
                    // Servers measure what is compressed: a record may be larger than any that can be written on.
                    ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * 1024 * 1024),
            new ByteArraySerializer(), new ByteArraySerializer());

    CommandClient() throws InterruptedException, ExecutionException {
        KafkaTopics.create(new OutboxSettings(TestServers.kafkaBootstrapServers(), "urn:test", 6, Duration.ZERO,
                Duration.ZERO, Map.of()), CommandTopics.ALL);
    }

    /** Has a consumer group that has read nothing begin after all that is there. */
    void startAtTheEnd(String group) throws InterruptedException, ExecutionException {
        TopicPartition only = new TopicPartition(Topics.COMMANDS, 0);
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.kafkaBootstrapServers()))) {
            long end = admin.listOffsets(Map.of(only, OffsetSpec.latest())).partitionResult(only).get().offset();
            admin.alterConsumerGroupOffsets(group, Map.of(only, new OffsetAndMetadata(end))).all().get();
        }
    }

    /** Sends in order and returns when Kafka has it. */
    void send(String key, String document) throws InterruptedException, ExecutionException {
        send(key.getBytes(StandardCharsets.UTF_8), document.getBytes(StandardCharsets.UTF_8));
    }

    long send(byte @Nullable [] key, byte @Nullable [] value) throws InterruptedException, ExecutionException {
        return send(new ProducerRecord<>(Topics.COMMANDS, key, value));
    }

    long send(ProducerRecord<byte[], byte[]> record) throws InterruptedException, ExecutionException {
        return producer.send(record).get().offset();
    }

    /** The results under keys that begin so, as soon as there are that many. */
    List<CommandResult> results(String keys, int atLeast) {
        return resultRecords(keys, atLeast).stream()
                .map(record -> ContractJson.read(record.value(), CommandResult.class))
                .toList();
    }

    /** The same as they come. */
    List<ConsumerRecord<byte[], byte[]>> resultRecords(String keys, int atLeast) {
        return read(Topics.COMMAND_RESULTS, record -> key(record).startsWith(keys), atLeast);
    }

    /** The first result under a key. */
    CommandResult result(String key) {
        return results(key, 1).getFirst();
    }

    /** The dead letter of the command at an offset. */
    ConsumerRecord<byte[], byte[]> deadLetter(long offset) {
        return read(Topics.COMMAND_DEAD_LETTERS,
                record -> header(record, Topics.ORIGIN_OFFSET).equals(Long.toString(offset)), 1).getFirst();
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(Objects.requireNonNull(record.headers().lastHeader(name)).value(), StandardCharsets.UTF_8);
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(
            String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted, int atLeast) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Instant deadline = Instant.now().plus(LIMIT);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.kafkaBootstrapServers()),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> only = List.of(new TopicPartition(topic, 0));
            consumer.assign(only);
            consumer.seekToBeginning(only);
            while (found.size() < atLeast && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (wanted.test(record)) {
                        found.add(record);
                    }
                });
            }
        }
        assertThat(found).as("records of " + topic).hasSizeGreaterThanOrEqualTo(atLeast);
        return found;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] ofSize(int bytes) {
        byte[] value = new byte[bytes];
        Arrays.fill(value, (byte) ' ');
        return value;
    }

    @Override
    public void close() {
        producer.close();
    }
}
