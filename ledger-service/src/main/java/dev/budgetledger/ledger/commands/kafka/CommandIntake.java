package dev.budgetledger.ledger.commands.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.CommandDocument;
import dev.budgetledger.ledger.commands.CommandResults;
import dev.budgetledger.ledger.outbox.KafkaTopics;
import dev.budgetledger.ledger.outbox.OutboxSettings;
import dev.budgetledger.ledger.outbox.TopicWatch;
import dev.budgetledger.ledger.store.CommandSession;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.workers.Worker;
import dev.budgetledger.workers.WorkerLifecycle;

/**
 * Takes commands from Kafka, in the order of their partition, and answers each under its key.
 *
 * <p>A batch of records is submitted, its outcomes are awaited and sent, then its offsets are committed. Whatever breaks in
 * between, it begins again at the offsets: commands that were decided are answered from the record of their keys, so each is
 * posted once and answered at least once. While the log is unavailable it waits and goes past nothing, and holds nothing that another
 * instance could post. What is no command is dead-lettered with the reason, and the next is taken.
 */
public final class CommandIntake implements WorkerLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommandIntake.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration BEFORE_RETRY = Duration.ofMillis(500);
    /** So long it waits with commands in its hands; a failover is over by then. */
    private static final Duration LET_GO_AFTER = Duration.ofSeconds(10);

    /** So long it leaves them to another instance, which learns of them within a heartbeat. */
    private static final Duration LEFT_TO_OTHERS = Duration.ofSeconds(5);

    private static final String UNAVAILABLE = "the log is not available";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final OutboxSettings kafka;
    private final CommandSettings settings;
    private final CommandDocument documents;
    private final RecordPosters posters;
    private final LedgerWriter writer;
    private final Worker worker = new Worker(
            "command-intake", "No commands are taken from Kafka", KafkaTopics::retryAfter, CLOSE_TIMEOUT, this::turn);
    private volatile List<String> topics = List.of();
    private final LongAdder deadLetters = new LongAdder();

    public CommandIntake(
            OutboxSettings kafka, CommandSettings settings, CommandDocument documents, RecordPosters posters, LedgerWriter writer) {
        this.kafka = kafka;
        this.settings = settings;
        this.documents = documents;
        this.posters = posters;
        this.writer = writer;
    }

    @Override
    public List<Worker> workers() {
        return settings.enabled() ? List.of(worker) : List.of();
    }

    /** Why no commands are taken, empty if all is well. */
    public String trouble() {
        return settings.enabled() ? worker.trouble() : "";
    }

    /** What of the topics is not as it should be, a sentence each. */
    public List<String> topics() {
        return topics;
    }

    /** How many records were dead-lettered since the start; one that was taken again counts again. */
    public long deadLetters() {
        return deadLetters.sum();
    }

    private Duration turn() throws InterruptedException, ExecutionException {
        if (writer.progress().trouble() != null) {
            worker.hinderedBy(UNAVAILABLE);
            return BEFORE_RETRY;
        }
        topics(KafkaTopics.create(kafka, CommandTopics.ALL));
        return takeWhileOpen();
    }

    private void topics(List<String> otherwise) {
        if (!otherwise.equals(topics)) {
            otherwise.forEach(each -> LOGGER.warn("A topic is not as it should be; {}", each));
        }
        topics = otherwise;
    }

    /** @return how long it leaves commands to others then */
    private Duration takeWhileOpen() throws InterruptedException, ExecutionException {
        Consumer<byte[], byte[]> consumer = consumer();
        try (TopicWatch watch = new TopicWatch(kafka, CommandTopics.NAMES);
                CommandResultSender answers = new CommandResultSender(kafka, watch)) {
            consumer.subscribe(List.of(Topics.COMMANDS));
            long lastWell = System.nanoTime();
            boolean waits = false;
            while (!worker.isStopping() && System.nanoTime() - lastWell < LET_GO_AFTER.toNanos()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (records.isEmpty() ? !waits : take(records, consumer, answers)) {
                    worker.goesWell();
                    lastWell = System.nanoTime();
                    waits = false;
                } else {
                    waits = true;
                    worker.hinderedBy(UNAVAILABLE);
                    worker.pause(BEFORE_RETRY);
                }
                watch.requireThere(); // the next turn makes them
            }
            return LEFT_TO_OTHERS;
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOGGER.info("Another instance continues with these commands: {}", e.getMessage());
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
        return Duration.ZERO;
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
            next.putIfAbsent(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset()));
        }
        boolean all = isPrepared(records);
        for (ConsumerRecord<byte[], byte[]> record : all ? records : ConsumerRecords.<byte[], byte[]>empty()) {
            Arrival arrival = Arrival.submit(record, documents, posters, writer, sender, () -> settle(arrivals));
            arrivals.add(arrival);
            if (arrival.isPutOff()) {
                break;
            }
        }
        for (Arrival arrival : arrivals) {
            CommandResult result = CommandResults.of(
                    null, arrival.key(), arrival.outcome(), writer.settings().patienceOfMany());
            if (result.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
                all = false;
                break;
            }
            if (answers.send(arrival, result.by(arrival.signedBy()))) {
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

    private boolean isPrepared(ConsumerRecords<byte[], byte[]> records) {
        try {
            posters.prepare(records);
            return true;
        } catch (ProblemException unavailable) {
            return false;
        }
    }

    /** Waits until what was submitted is decided, whatever comes of it. */
    private void settle(List<Arrival> arrivals) {
        CompletableFuture<?>[] outcomes = arrivals.stream().map(Arrival::outcome).toArray(CompletableFuture[]::new);
        try {
            var _ = CompletableFuture.allOf(outcomes).handle((_, _) -> true)
                    .get(writer.settings().patienceOfMany().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new ProblemException(ProblemCode.LEDGER_BUSY, "", "what came before is not decided yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemCode.LEDGER_BUSY, "", "the ledger is stopping");
        }
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
}
