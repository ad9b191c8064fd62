package dev.budgetledger.reliability.workload;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.reliability.check.Checkpoint;
import dev.budgetledger.reliability.check.Fact;

/** Posts through Kafka, and reads what is published there. */
public final class KafkaClient implements AutoCloseable {

    private static final String FACTS = "budget.facts.v1";
    private static final String WATERMARKS = "budget.watermarks.v1";
    private static final String COMMANDS = "budget.commands.v1";
    private static final TopicPartition RESULTS = new TopicPartition("budget.command-results.v1", 0);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> results;

    KafkaClient(String bootstrapServers) {
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "acks", "all",
                "max.block.ms", "20000", "delivery.timeout.ms", "20000", "request.timeout.ms", "5000"),
                new StringSerializer(), new ByteArraySerializer());
        results = consumer(bootstrapServers);
        results.assign(List.of(RESULTS));
        results.seekToBeginning(List.of(RESULTS));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false",
                        "request.timeout.ms", "10000", "default.api.timeout.ms", "60000"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Sends commands and waits for what became of them, at most a while; which of them have no answer for good? */
    List<Command> post(List<Command> commands, Answers answers) {
        Map<String, Command> open = new LinkedHashMap<>();
        for (Command command : commands) {
            answers.sent(command.order());
            open.put(command.key(), command);
            var _ = producer.send(new ProducerRecord<>(
                    COMMANDS, command.key(), command.document().getBytes(StandardCharsets.UTF_8)));
        }
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            for (ConsumerRecord<byte[], byte[]> record : results.poll(Duration.ofMillis(200))) {
                JsonNode result = Http.JSON.readTree(record.value());
                String key = result.path("idempotencyKey").asString("");
                answers.answered(key, result.required("status").asInt(), result.path("receipt"),
                                result.path("problem").path("code").asString(""))
                        .ifPresent(answer -> open.remove(key));
            }
        }
        return List.copyOf(open.values());
    }

    /** The leaf hashes under each position, from all that is there; and every checkpoint into {@code checkpoints}. */
    public static Map<Long, Set<String>> published(String bootstrapServers, Set<Checkpoint> checkpoints) {
        Map<Long, Set<String>> leaves = new ConcurrentHashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            List<TopicPartition> partitions = Stream.of(FACTS, WATERMARKS)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (!ends.isEmpty()) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> take(record.value(), leaves, checkpoints));
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        }
        return leaves;
    }

    private static void take(byte[] value, Map<Long, Set<String>> leaves, Set<Checkpoint> checkpoints) {
        JsonNode json = Http.JSON.readTree(value);
        @Nullable JsonNode checkpoint = json.get("checkpoint");
        if (checkpoint != null) {
            checkpoints.add(Checkpoint.read(checkpoint.asString()));
        } else if (json.has("fact")) {
            Fact fact = Fact.read(value);
            leaves.computeIfAbsent(fact.position(), position -> new HashSet<>()).add(fact.leaf());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        results.close();
    }
}
