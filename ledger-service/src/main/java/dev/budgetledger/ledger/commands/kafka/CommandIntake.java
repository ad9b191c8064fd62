package dev.budgetledger.ledger.commands.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.ledger.commands.CommandDocument;
import dev.budgetledger.ledger.commands.CommandResults;
import dev.budgetledger.ledger.outbox.KafkaTopics;
import dev.budgetledger.ledger.outbox.OutboxSettings;
import dev.budgetledger.ledger.store.CommandSession;
import dev.budgetledger.ledger.store.LedgerWriter;

/**
 * Takes commands from Kafka, in the order of their partition, and answers each under its key.
 *
 * <p>A batch of records is submitted, its outcomes are awaited and sent, then its offsets are committed. Whatever breaks in
 * between, it begins again at the offsets: commands that were decided are answered from the record of their keys, so each is
 * posted once and answered at least once. While the log is unavailable it waits and goes past nothing. What is no command is
 * dead-lettered with the reason, and the next is taken.
 */
public final class CommandIntake implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommandIntake.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long BEFORE_RETRY_MILLIS = 500;
    private static final long REFUSED_RETRY_MILLIS = 10_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final OutboxSettings kafka;
    private final CommandSettings settings;
    private final CommandDocument documents;
    private final LedgerWriter writer;
    private final Thread thread = Thread.ofPlatform().name("command-intake").unstarted(this::run);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean closing;
    private volatile String trouble = "not started";
    private volatile List<String> topics = List.of();
    private final LongAdder deadLetters = new LongAdder();

    public CommandIntake(
            OutboxSettings kafka, CommandSettings settings, CommandDocument documents, LedgerWriter writer) {
        this.kafka = kafka;
        this.settings = settings;
        this.documents = documents;
        this.writer = writer;
    }

    /** Begins to take commands, in a thread of its own, if that is wanted. */
    public void start() {
        if (settings.enabled()) {
            thread.start();
        } else {
            trouble = "";
        }
    }

    /** Why no commands are taken, empty if all is well. */
    public String trouble() {
        return trouble;
    }

    /** What of the topics is not as it should be, a sentence each. */
    public List<String> topics() {
        return topics;
    }

    /** How many records were dead-lettered since the start; one that was taken again counts again. */
    public long deadLetters() {
        return deadLetters.sum();
    }

    private void run() {
        while (!closing) {
            try {
                topics(KafkaTopics.create(kafka, CommandTopics.ALL));
                takeWhileOpen();
            } catch (Throwable fault) { // whatever it is, it is tried again
                inTrouble(String.valueOf(fault));
                pause(KafkaTopics.isRefused(fault) ? REFUSED_RETRY_MILLIS : BEFORE_RETRY_MILLIS);
            }
        }
    }

    private void topics(List<String> otherwise) {
        if (!otherwise.equals(topics)) {
            otherwise.forEach(each -> LOGGER.warn("A topic is not as it should be; {}", each));
        }
        topics = otherwise;
    }

    private void takeWhileOpen() throws InterruptedException, ExecutionException {
        Consumer<byte[], byte[]> consumer = consumer();
        try (CommandResultSender answers = new CommandResultSender(kafka)) {
            consumer.subscribe(List.of(Topics.COMMANDS));
            while (!closing) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (records.isEmpty() || take(records, consumer, answers)) {
                    allWell();
                } else {
                    inTrouble("the log is not available");
                    pause(BEFORE_RETRY_MILLIS);
                }
            }
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOGGER.info("Another instance continues with these commands: {}", e.getMessage());
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    /**
     * Carries out records up to the first of which nothing is known; the consumer then reads from there again.
     *
     * @return whether all are answered
     */
    private boolean take(
            ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer, CommandResultSender answers)
            throws InterruptedException, ExecutionException {
        CommandSession sender = new CommandSession();
        List<Arrival> arrivals = new ArrayList<>(records.count());
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Arrival arrival = Arrival.submit(record, documents, writer, sender);
            arrivals.add(arrival);
            next.putIfAbsent(arrival.partition(), new OffsetAndMetadata(record.offset()));
        }
        boolean all = true;
        for (Arrival arrival : arrivals) {
            CommandResult result = CommandResults.of(
                    null, arrival.key(), arrival.outcome(), writer.settings().patienceOfMany());
            if (result.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
                all = false;
                break;
            }
            if (answers.send(arrival, result)) {
                deadLetters.increment();
            }
            next.put(arrival.partition(), new OffsetAndMetadata(arrival.record().offset() + 1));
        }
        answers.await();
        consumer.commitSync(next);
        if (!all) {
            next.forEach(consumer::seek);
        }
        return all;
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(kafka.forClient(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG, settings.group(),
                ConsumerConfig.CLIENT_ID_CONFIG, "command-intake",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                // A new ledger reads all that waits for it.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000,
                // An instance that was killed keeps its partitions, and its successor waiting, for this long.
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000)),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void inTrouble(String why) {
        if (!closing && trouble.isEmpty()) {
            LOGGER.warn("No commands are taken from Kafka at the moment; it is tried again every {} ms: {}",
                    BEFORE_RETRY_MILLIS, why);
        }
        trouble = why;
    }

    private void allWell() {
        if (!trouble.isEmpty()) {
            LOGGER.info("Commands are taken from Kafka");
            trouble = "";
        }
    }

    private void pause(long millis) {
        try {
            var _ = closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops after the batch under way, or without it if it takes long. */
    @Override
    public void close() {
        closing = true;
        closed.countDown();
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
