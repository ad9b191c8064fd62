package dev.budgetledger.ledger.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.LongStream;

import com.zaxxer.hikari.HikariDataSource;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.KeptHead;
import dev.budgetledger.contract.merkle.RememberedStreams;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.contract.merkle.StreamTree;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.ClockWatch;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.LogTree;
import dev.budgetledger.ledger.log.LoggedFact;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.Outcome;
import dev.budgetledger.ledger.witnesses.Witnesses;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** The log to a real Kafka. Each test has a source of its own and reads only what carries it. */
class OutboxRelayTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestLedger ledger = new TestLedger();
    private final FactLog log = new FactLog(StoreClock.DATABASE);
    private final OutboxSettings settings = new OutboxSettings(
            TestServers.kafkaBootstrapServers(), "urn:test:" + UUID.randomUUID(), 6, Duration.ofMillis(50), Duration.ofMillis(100),
            Map.of());
    private final SigningKey key = SigningKey.generate("budget-ledger");
    private Checkpoints checkpoints;

    @TempDir
    private Path folder;

    private final LedgerWriter writer = new LedgerWriter(ledger.dataSource, log, () -> {});

    @BeforeEach
    void topics() throws Exception {
        KafkaTopics.create(settings);
        checkpoints = checkpoints(log);
    }

    @AfterEach
    void close() {
        writer.close();
        ledger.close();
    }

    /** As after a start that has looked at Kafka. */
    private Checkpoints checkpoints(FactLog of) throws IOException {
        Checkpoints started = new Checkpoints(key, new KeptHead(folder.resolve("last-signed")), of.history());
        started.compared();
        return started;
    }

    @Test
    void every_fact_arrives_as_a_cloud_event_whose_value_is_the_envelope() throws Exception {
        post(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));

        List<ConsumerRecord<byte[], byte[]>> records;
        try (OutboxRelay _ = started(new OutboxCursor())) {
            records = read(seen -> positions(seen).size() == 3);
        }

        ConsumerRecord<byte[], byte[]> allocation = records.stream()
                .filter(r -> header(r, Topics.CE_TYPE).equals("dev.budgetledger.FundsAllocated")).findFirst().orElseThrow();
        Envelope envelope = Envelope.parse(allocation.value());
        assertThat(allocation.value()).isEqualTo(envelope.bytes());
        assertThat(new String(allocation.key(), StandardCharsets.UTF_8)).isEqualTo("301-2023");
        assertThat(Map.of(
                Topics.CE_SPEC_VERSION, header(allocation, Topics.CE_SPEC_VERSION),
                Topics.CE_ID, header(allocation, Topics.CE_ID),
                Topics.CE_SOURCE, header(allocation, Topics.CE_SOURCE),
                Topics.CE_SUBJECT, header(allocation, Topics.CE_SUBJECT),
                Topics.CE_TIME, header(allocation, Topics.CE_TIME),
                Topics.CONTENT_TYPE, header(allocation, Topics.CONTENT_TYPE),
                Topics.LEDGER_POSITION, header(allocation, Topics.LEDGER_POSITION),
                Topics.RECORDED_AT, header(allocation, Topics.RECORDED_AT),
                Topics.STREAM_SEQUENCE, header(allocation, Topics.STREAM_SEQUENCE)))
                .isEqualTo(Map.of(
                        Topics.CE_SPEC_VERSION, "1.0",
                        Topics.CE_ID, "301-2023-1",
                        Topics.CE_SOURCE, settings.source(),
                        Topics.CE_SUBJECT, "301-2023",
                        Topics.CE_TIME, Envelope.format(envelope.recordedAt()),
                        Topics.CONTENT_TYPE, "application/json",
                        Topics.LEDGER_POSITION, "3",
                        Topics.RECORDED_AT, Envelope.format(envelope.recordedAt()),
                        Topics.STREAM_SEQUENCE, "1"));

        CloudEvent event = KafkaMessageFactory.createReader(allocation).toEvent();
        assertThat(event.getType()).isEqualTo("dev.budgetledger.FundsAllocated");
        assertThat(event.getTime()).isEqualTo(envelope.recordedAt().atOffset(ZoneOffset.UTC));
        assertThat(event.getExtension("ledgerposition")).isEqualTo("3");
        assertThat(event.getExtension("streamsequence")).isEqualTo("1");
        assertThat(schema("facts/Envelope")).contains("\"$id\": \"" + event.getDataSchema() + "\"");
        assertThat(Objects.requireNonNull(event.getData()).toBytes()).isEqualTo(allocation.value());
    }

    @Test
    void a_watermark_is_a_cloud_event_too() throws Exception {
        post(catalogue());

        List<ConsumerRecord<byte[], byte[]>> records;
        try (OutboxRelay _ = started(new OutboxCursor())) {
            records = read(seen -> partitionsAt(seen, 1) == 6);
        }

        CloudEvent event = KafkaMessageFactory.createReader(records.stream()
                .filter(record -> !isFact(record)).findFirst().orElseThrow()).toEvent();
        assertThat(event.getExtension("ledgerposition")).isEqualTo("1");
        assertThat(schema("facts/Watermark")).contains("\"$id\": \"" + event.getDataSchema() + "\"");
    }

    private static String schema(String path) throws IOException {
        try (InputStream in = Objects.requireNonNull(Topics.class.getResourceAsStream("/schemas/" + path + ".json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void every_partition_is_told_how_far_the_log_has_come_after_the_facts_before_it() throws Exception {
        post(catalogue(), open("301"), open("302"), open("303"));

        List<ConsumerRecord<byte[], byte[]>> records;
        try (OutboxRelay _ = started(new OutboxCursor())) {
            records = read(seen -> partitionsAt(seen, 4) == 6);
        }

        Map<Integer, Long> highest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            long position = Long.parseLong(header(record, Topics.LEDGER_POSITION));
            assertThat(position).as("positions of a partition never fall")
                    .isGreaterThanOrEqualTo(highest.getOrDefault(record.partition(), 0L));
            highest.put(record.partition(), position);
        }
    }

    @Test
    void facts_that_come_one_by_one_behind_a_batch_go_together() throws Exception {
        post(catalogue(), open("301"));

        List<ConsumerRecord<byte[], byte[]>> records;
        try (OutboxRelay relay = started(new OutboxCursor())) {
            Awaitility.await().until(() -> relay.relayed() == 2);
            for (int i = 0; i < 100; i++) {
                post(allocate("301", OFFICE, "1.00"));
                relay.wake();
            }
            records = read(seen -> partitionsAt(seen, 102) == 6);
        }

        assertThat(firstAppearances(records)).containsExactlyElementsOf(upTo(102));
        long batches = records.stream().filter(record -> !isFact(record))
                .map(record -> header(record, Topics.LEDGER_POSITION)).distinct().count();
        assertThat(batches).as("batches of 102 facts").isLessThan(80);
    }

    @Test
    void with_a_batch_readers_are_told_the_signed_head_of_what_was_relayed() throws Exception {
        post(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));

        List<ConsumerRecord<byte[], byte[]>> records;
        try (OutboxRelay _ = started(new OutboxCursor())) {
            records = read(seen -> partitionsAt(seen, 3) == 6);
        }

        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!isFact(record)) {
                Watermark watermark = Watermark.parse(record.value());
                assertThat(told(watermark)).isEqualTo(headAt(watermark.position()));
            }
        }
        try (Connection connection = ledger.dataSource.getConnection()) {
            assertThat(new OutboxCursor().checkpoint(connection)).isEqualTo(headAt(3));
        }
    }

    @Test
    void heads_come_a_few_times_a_second_and_the_last_is_over_all_that_was_relayed() throws Exception {
        post(catalogue(), open("301"));

        long last = 2;
        List<ConsumerRecord<byte[], byte[]>> records;
        try (OutboxRelay relay = started(new OutboxCursor())) {
            // On a machine that is busy with other things facts may come one by one, each with its head: until some come in a row.
            long deadline = System.nanoTime() + LIMIT.toNanos();
            long withoutHead = Long.MAX_VALUE;
            for (boolean wentOnWithoutHead = false; !wentOnWithoutHead || last < 42; last++) {
                assertThat(System.nanoTime()).as("each batch has its head").isLessThan(deadline);
                post(allocate("301", OFFICE, "1.00"));
                relay.wake();
                Thread.sleep(10);
                long relayed = relay.relayed();
                assertThat(lastSigned()).as("signed before it was relayed").isGreaterThanOrEqualTo(relayed);
                long told = told();
                wentOnWithoutHead |= told < withoutHead && withoutHead < relayed;
                withoutHead = told >= relayed ? Long.MAX_VALUE : told < withoutHead ? Math.min(withoutHead, relayed) : relayed;
            }
            long end = last;
            records = read(seen -> headsAt(seen, end) == 6);
        }

        List<Watermark> watermarks = records.stream().filter(record -> !isFact(record))
                .map(record -> Watermark.parse(record.value())).toList();
        long batches = watermarks.stream().map(Watermark::position).distinct().count();
        long heads = watermarks.stream().filter(each -> each.checkpoint() != null).map(Watermark::position).distinct().count();
        assertThat(heads).isBetween(2L, batches - 1);
        for (Watermark watermark : watermarks) {
            if (watermark.checkpoint() != null) {
                assertThat(told(watermark)).isEqualTo(headAt(watermark.position()));
            }
        }
        try (Connection connection = ledger.dataSource.getConnection()) {
            assertThat(new OutboxCursor().checkpoint(connection)).isEqualTo(headAt(last));
        }
    }

    @Test
    void a_head_that_a_relay_owed_when_it_died_is_told_by_the_next() throws Exception {
        post(catalogue(), open("301"));
        try (OutboxRelay relay = started(new OutboxCursor())) {
            Awaitility.await().until(() -> relay.relayed() == 2);
        }
        // As if the batch after the last head had been sent without one.
        post(allocate("301", OFFICE, "1.00"));
        try (Connection connection = ledger.dataSource.getConnection()) {
            new OutboxCursor().write(connection, new Watermark(3, Instant.now()));
        }

        try (OutboxRelay _ = started(new OutboxCursor())) {
            read(seen -> headsAt(seen, 3) == 6);
        }
        try (Connection connection = ledger.dataSource.getConnection()) {
            assertThat(new OutboxCursor().checkpoint(connection)).isEqualTo(headAt(3));
        }
    }

    /** The size of the head that readers were told last. */
    private long told() throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            Checkpoint told = new OutboxCursor().checkpoint(connection);
            return told == null ? 0 : told.size();
        }
    }

    private long lastSigned() throws IOException {
        Path file = folder.resolve("last-signed");
        return Files.exists(file) ? Checkpoint.parse(SignedNote.parse(Files.readString(file)).text()).size() : 0;
    }

    /** How many partitions were told the head at a position. */
    private static long headsAt(List<ConsumerRecord<byte[], byte[]>> records, long position) {
        return records.stream().filter(record -> !isFact(record))
                .filter(record -> Watermark.parse(record.value()) instanceof Watermark(long at, _, String _) && at == position)
                .map(ConsumerRecord::partition).distinct().count();
    }

    @Test
    void who_begins_to_relay_a_log_that_stands_still_tells_its_head_once() throws Exception {
        post(catalogue());
        try (OutboxRelay _ = started(new OutboxCursor())) {
            read(seen -> positions(seen).size() == 1);
        }
        try (OutboxRelay second = started(new OutboxCursor())) {
            Awaitility.await().until(() -> ticks().stream().filter(tick -> tick.checkpoint() != null).count() == 1
                    && ticks().getLast().checkpoint() == null);
            assertThat(second.trouble()).isEmpty();
        }
        assertThat(ticks()).filteredOn(tick -> tick.checkpoint() != null).singleElement()
                .satisfies(tick -> assertThat(told(tick)).isEqualTo(headAt(1)));
    }

    /** 分叉: nothing of a second history is relayed, and the service says so. */
    @Test
    void a_log_that_lost_or_changed_what_was_relayed_is_relayed_no_further() throws Exception {
        post(catalogue(), open("301"), allocate("301", OFFICE, "1.00"));
        try (OutboxRelay relay = started(new OutboxCursor())) {
            Awaitility.await().until(() -> relay.relayed() == 3);
        }
        behindTheBack("delete from facts where position = 3");
        writer.close();
        FactLog afterRestart = new FactLog(StoreClock.DATABASE);
        try (OutboxRelay relay = started(afterRestart)) {
            Awaitility.await().until(relay::isStopped);
            assertThat(relay.trouble()).startsWith("the log ends at position 2, but 3 facts were recorded");
        }

        FactLog writtenOn = new FactLog(StoreClock.DATABASE);
        try (LedgerWriter other = new LedgerWriter(ledger.dataSource, writtenOn, () -> {})) {
            assertThat(other.submit(of(allocate("301", OFFICE, "2.00"))).join()).isInstanceOf(Outcome.Accepted.class);
        }
        try (OutboxRelay relay = started(writtenOn)) {
            Awaitility.await().until(relay::isStopped);
            assertThat(relay.trouble()).startsWith("the first 3 facts do not have the root that was signed");
            Health health = new OutboxHealth(ledger.dataSource, writtenOn, relay).health();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        }
    }

    private OutboxRelay started(FactLog of) throws IOException {
        OutboxRelay relay = new OutboxRelay(ledger.dataSource, of, settings, checkpoints(of), Witnesses.none());
        relay.start();
        return relay;
    }

    private Checkpoint told(Watermark watermark) {
        SignedNote note = SignedNote.parse(Objects.requireNonNull(watermark.checkpoint()));
        assertThat(key.verifier().verifies(note)).isTrue();
        return Checkpoint.parse(note.text());
    }

    private Checkpoint headAt(long size) throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            StreamTree streams = new StreamTree(new RememberedStreams());
            streams.append(log.rowsAfter(connection, 0, (int) size).stream().map(LoggedFact::stream).toList(), _ -> {});
            return new Checkpoint("budget-ledger", size, LogTree.root(connection, size), streams.root());
        }
    }

    private void behindTheBack(String statement) throws SQLException {
        try (HikariDataSource owners = ledger.pool("ledger_owner");
                Connection owner = owners.getConnection();
                Statement sql = owner.createStatement()) {
            sql.execute("alter table facts disable trigger facts_are_append_only");
            sql.execute(statement);
            sql.execute("alter table facts enable trigger facts_are_append_only");
        }
    }

    @Test
    void an_idle_ledger_says_that_nothing_has_happened() throws Exception {
        post(catalogue());
        try (OutboxRelay _ = started(new OutboxCursor());
                KafkaConsumer<byte[], byte[]> consumer = consumer(Topics.WATERMARKS)) {
            List<Watermark> ticks = new ArrayList<>();
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (ticks.size() < 3 && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (header(record, Topics.CE_SOURCE).equals(settings.source())) {
                        ticks.add(Watermark.parse(record.value()));
                    }
                });
            }
            assertThat(ticks).hasSizeGreaterThanOrEqualTo(3).extracting(Watermark::position).containsOnly(1L);
            assertThat(ticks).extracting(Watermark::knownAt).isSorted().doesNotHaveDuplicates();
        }
        post(open("301"));
        Watermark last = lastTick();
        try (Connection connection = ledger.dataSource.getConnection()) {
            assertThat(log.readAfter(connection, 1, 1).getFirst().envelope().recordedAt()).isAfter(last.knownAt());
        }
    }

    /** A clock that is not to be believed is one instance's; readers are told the time by another. */
    @Test
    void who_cannot_tell_the_time_leaves_relaying_to_who_can() throws Exception {
        post(catalogue());
        FactLog behind = new FactLog(databaseNow -> databaseNow.minus(Duration.ofDays(1)), new ClockWatch(Duration.ofMinutes(1), null));
        try (OutboxRelay first = new OutboxRelay(ledger.dataSource, behind, settings, checkpoints(behind), Witnesses.none())) {
            first.start();
            Awaitility.await().atMost(LIMIT).until(() -> first.trouble().contains("readers are not told the time"));

            try (OutboxRelay _ = started(new OutboxCursor())) {
                Awaitility.await().atMost(LIMIT).until(() -> !ticks().isEmpty());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Topics.FACTS, Topics.WATERMARKS})
    void a_topic_that_somebody_deletes_is_made_again_and_relaying_continues(String topic) throws Exception {
        post(catalogue());
        try (OutboxRelay relay = started(new OutboxCursor())) {
            Awaitility.await().atMost(LIMIT).until(() -> relay.relayed() == 1 && !ticks().isEmpty());
            try (Admin admin = Admin.create(settings.forClient(Map.of()))) {
                admin.deleteTopics(List.of(topic)).all().get();
            }
            Thread.sleep(1000); // a tick is on its way
            post(open("301"));

            Awaitility.await().atMost(LIMIT).until(() -> relay.relayed() == 2 && relay.trouble().isEmpty() && !ticks().isEmpty());
            assertThat(positions(read(seen -> positions(seen).contains(2L)))).contains(2L);
        }
    }

    @Test
    void a_death_between_write_and_relay_loses_nothing() throws Exception {
        post(catalogue(), open("301"));
        try (OutboxRelay _ = started(new OutboxCursor())) {
            read(seen -> positions(seen).size() == 2);
        }
        // Nobody relays while these are written.
        post(allocate("301", OFFICE, "1.00"), allocate("301", OFFICE, "2.00"));

        try (OutboxRelay _ = started(new OutboxCursor())) {
            List<ConsumerRecord<byte[], byte[]>> records = read(seen -> positions(seen).size() == 4);
            assertThat(firstAppearances(records)).containsExactlyElementsOf(upTo(4));
            assertThat(facts(records)).as("nothing was sent again").isEqualTo(4);
        }
    }

    @Test
    void a_death_between_relay_and_mark_sends_again_and_keeps_the_order() throws Exception {
        post(catalogue(), open("301"), allocate("301", OFFICE, "1.00"));
        AtomicInteger deaths = new AtomicInteger();
        OutboxCursor dying = new OutboxCursor() {
            @Override
            void write(Connection connection, Watermark told) throws SQLException {
                if (deaths.incrementAndGet() <= 2) {
                    throw new SQLException("killed before the mark");
                }
                super.write(connection, told);
            }
        };

        try (OutboxRelay relay = started(dying)) {
            List<ConsumerRecord<byte[], byte[]>> records =
                    read(seen -> facts(seen) >= 9 && relay.relayed() == 3);
            assertThat(firstAppearances(records)).containsExactlyElementsOf(upTo(3));
            assertThat(facts(records)).as("three facts, three times").isEqualTo(9);
        }
    }

    @Test
    void one_instance_relays_and_the_next_takes_over() throws Exception {
        OutboxRelay first = started(new OutboxCursor());
        post(catalogue());
        read(seen -> positions(seen).size() == 1);
        try (OutboxRelay second = started(new OutboxCursor())) {
            post(open("301"));
            read(seen -> positions(seen).size() == 2);
            assertThat(second.relayed()).isEqualTo(-1);
            first.close();
            post(allocate("301", OFFICE, "1.00"));
            List<ConsumerRecord<byte[], byte[]>> records = read(seen -> positions(seen).size() == 3);
            assertThat(facts(records)).isEqualTo(3);
            Awaitility.await().untilAsserted(() -> assertThat(second.relayed()).isEqualTo(3));
        }
    }

    @Test
    void while_kafka_is_unavailable_the_log_continues_and_the_relay_says_so_and_stops_when_told() {
        OutboxSettings nowhere = new OutboxSettings("localhost:1", "urn:test", 6, Duration.ofMillis(50), Duration.ofMillis(100),
            Map.of());
        OutboxRelay relay = new OutboxRelay(ledger.dataSource, log, nowhere, checkpoints, Witnesses.none());
        relay.start();
        post(catalogue(), open("301"));
        Awaitility.await().atMost(LIMIT).untilAsserted(
                () -> assertThat(relay.trouble()).isNotEqualTo("not started").isNotEmpty());
        assertThat(relay.relayed()).isEqualTo(-1);
        relay.close();
        assertThat(writer.submit(of(allocate("301", OFFICE, "1.00"))).join()).isInstanceOf(Outcome.Accepted.class);
    }

    private OutboxRelay started(OutboxCursor mark) {
        OutboxRelay relay = new OutboxRelay(ledger.dataSource, log, settings, checkpoints, Witnesses.none(), mark);
        relay.start();
        return relay;
    }

    private void post(Command... commands) {
        for (Command command : commands) {
            assertThat(writer.submit(of(command)).join()).isInstanceOf(Outcome.Accepted.class);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> read(Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
        List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topics.FACTS)) {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (!enough.test(seen)) {
                assertThat(System.nanoTime()).as("gave up after reading %s records", seen.size()).isLessThan(deadline);
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (header(record, Topics.CE_SOURCE).equals(settings.source())) {
                        seen.add(record);
                    }
                });
            }
        }
        return seen;
    }

    private Watermark lastTick() {
        return ticks().getLast();
    }

    private List<Watermark> ticks() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Topics.WATERMARKS)) {
            List<Watermark> ticks = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (header(record, Topics.CE_SOURCE).equals(settings.source())) {
                        ticks.add(Watermark.parse(record.value()));
                    }
                });
            }
            return ticks;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", settings.bootstrapServers()),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(Objects.requireNonNull(record.headers().lastHeader(name), name).value(), StandardCharsets.UTF_8);
    }

    private static boolean isFact(ConsumerRecord<byte[], byte[]> record) {
        return !header(record, Topics.CE_TYPE).equals(Topics.WATERMARK_TYPE);
    }

    private static long facts(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().filter(OutboxRelayTest::isFact).count();
    }

    private static Set<Long> positions(List<ConsumerRecord<byte[], byte[]>> records) {
        Set<Long> positions = new LinkedHashSet<>();
        records.stream().filter(OutboxRelayTest::isFact)
                .forEach(record -> positions.add(Long.parseLong(header(record, Topics.LEDGER_POSITION))));
        return positions;
    }

    private static List<Long> firstAppearances(List<ConsumerRecord<byte[], byte[]>> records) {
        return positions(records).stream().sorted().toList();
    }

    private static long partitionsAt(List<ConsumerRecord<byte[], byte[]>> records, long position) {
        return records.stream()
                .filter(record -> Long.parseLong(header(record, Topics.LEDGER_POSITION)) == position && !isFact(record))
                .map(ConsumerRecord::partition).distinct().count();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
