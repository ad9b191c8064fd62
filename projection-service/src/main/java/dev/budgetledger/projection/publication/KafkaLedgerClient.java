package dev.budgetledger.projection.publication;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.CommandSignature;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.projection.kafka.KafkaClients;

/**
 * Sends commands to the ledger through Kafka, and reads its results from where they ended before. Each command has clients of
 * its own, which live as long as it: commands of this service are few, and nothing is left behind by one that failed.
 */
final class KafkaLedgerClient implements LedgerClient {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLedgerClient.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaClients clients;
    private final @Nullable SigningKey signingKey;
    private final Duration patience;

    /**
     * @param signingKey signs commands, null if nothing does
     * @param patience how long a command may take, from asking where the results end to its result
     */
    KafkaLedgerClient(KafkaClients clients, @Nullable SigningKey signingKey, Duration patience) {
        this.clients = clients;
        this.signingKey = signingKey;
        this.patience = patience;
    }

    @Override
    public Optional<CommandResult> send(String key, byte[] command) {
        long deadline = System.nanoTime() + patience.toNanos();
        byte[] id = key.getBytes(StandardCharsets.UTF_8);
        Consumer<byte[], byte[]> results = clients.assignedConsumer(patience);
        try (Producer<byte[], byte[]> commands = clients.producer(patience)) {
            startAtTheEnd(results);
            commands.send(record(key, id, command))
                    .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> result : results.poll(POLL)) {
                    Optional<CommandResult> own = Arrays.equals(id, result.key()) ? read(result) : Optional.empty();
                    if (own.isPresent()) {
                        return own;
                    }
                }
            }
            LOG.warn("the ledger gave no result to command {} within {}", key, patience);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            LOG.warn("nothing is known of command {}: {}", key, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            results.close(CloseOptions.timeout(Duration.ZERO));
        }
        return Optional.empty();
    }

    private ProducerRecord<byte[], byte[]> record(String key, byte[] id, byte[] command) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.COMMANDS, id, command);
        if (signingKey != null) {
            record.headers().add(Topics.COMMAND_SIGNATURE,
                    CommandSignature.sign(signingKey, Topics.COMMANDS, key, command).getBytes(StandardCharsets.US_ASCII));
        }
        return record;
    }

    /** Anyone who may write to the topic may write anything: what is no result is as good as none. */
    private static Optional<CommandResult> read(ConsumerRecord<byte[], byte[]> result) {
        byte @Nullable [] value = result.value();
        try {
            return value == null ? Optional.empty() : Optional.of(ContractJson.read(value, CommandResult.class));
        } catch (JacksonException e) {
            LOG.warn("the record at offset {} of {} is no result", result.offset(), result.topic());
            return Optional.empty();
        }
    }

    /** @throws org.apache.kafka.common.errors.TimeoutException if the topic is not there, or no server answers */
    private static void startAtTheEnd(Consumer<byte[], byte[]> results) {
        List<TopicPartition> all = results.partitionsFor(Topics.COMMAND_RESULTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (all.isEmpty()) {
            throw new org.apache.kafka.common.errors.TimeoutException("there is no topic of results");
        }
        results.assign(all);
        results.seekToEnd(all);
        all.forEach(results::position); // seeking is lazy: where the end is must be known before the command is sent
    }
}
