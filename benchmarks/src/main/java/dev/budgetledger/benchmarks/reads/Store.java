package dev.budgetledger.benchmarks.reads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postgresql.PGConnection;
import org.springframework.boot.Banner;
import org.springframework.context.ConfigurableApplicationContext;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.embedded.EmbeddedKafka;
import dev.budgetledger.embedded.EmbeddedPostgres;
import dev.budgetledger.embedded.Passwords;
import dev.budgetledger.projection.ProjectionServiceApplication;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A PostgreSQL and a Kafka on a folder that keeps the log and what was made of it for the next run. */
final class Store implements AutoCloseable {

    private static final int PARTITIONS = 4;

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;

    private Store(Path folder) {
        this.folder = folder;
        this.postgres = EmbeddedPostgres.start(folder.resolve("postgresql"), 0, Passwords.known());
        postgres.bootstrap();
        this.kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    }

    /** One in the folder whose log has this many entries, and its one department that many lines. */
    static Store of(Path data, long entries, int lines) throws Exception {
        Path folder = data.resolve(lines + "-lines-entries-" + entries);
        Store store = new Store(folder);
        if (Files.notExists(folder.resolve("published"))) {
            store.publish(new LongLog(entries, lines));
            Files.createFile(folder.resolve("published"));
        }
        return store;
    }

    private void publish(LongLog log) throws ExecutionException, InterruptedException {
        // One request at a time: a partition that has just been made may refuse the first batch of a producer and take its second.
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 50, "batch.size", 1 << 20, "acks", "all",
                "max.in.flight.requests.per.connection", 1);
        try (Admin admin = Admin.create(config)) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.FACTS, PARTITIONS, (short) 1),
                            new NewTopic(Topics.WATERMARKS, 1, (short) 1)))
                    .all()
                    .get();
        }
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
            while (log.hasNext()) {
                var _ = producer.send(record(log.next()));
            }
            producer.flush();
            byte[] last = new Watermark(log.position(), log.now()).bytes();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.FACTS, partition, null, last);
                record.headers().add(Topics.CE_TYPE, Topics.WATERMARK_TYPE.getBytes(UTF_8));
                var _ = producer.send(record);
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(Envelope envelope) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.FACTS, envelope.stream().getBytes(UTF_8), envelope.bytes());
        record.headers()
                .add(Topics.CE_TYPE, (Topics.FACT_TYPE_PREFIX + FactTypes.nameOf(envelope.fact())).getBytes(UTF_8))
                .add(Topics.LEDGER_POSITION, Long.toString(envelope.position()).getBytes(UTF_8));
        return record;
    }

    /** Starts the projection service on it. */
    ConfigurableApplicationContext projection() {
        return projection("projection");
    }

    /** Starts one with more settings, on a database of its own. */
    ConfigurableApplicationContext projection(String database, String... settings) {
        return ProjectionServiceApplication.builder()
                .bannerMode(Banner.Mode.OFF)
                .run(Stream.concat(Stream.of(settings), Stream.of(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--logging.level.root=warn",
                        "--spring.datasource.url=" + postgres.jdbcUrl(database),
                        "--projection.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--projection.read-wait=3h")).toArray(String[]::new));
    }

    Connection connect() throws SQLException {
        return connect("projection");
    }

    Connection connect(String database) throws SQLException {
        return postgres.superuserConnection(database);
    }

    /** Of PostgreSQL, its first process. */
    ProcessHandle postgres() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(postgres.folder().resolve("postmaster.pid")).getFirst())).orElseThrow();
    }

    /** Whether the projection had all of it in an earlier run. */
    boolean isTakenIn() {
        return Files.exists(folder.resolve("rebuilt"));
    }

    void takenIn() throws IOException {
        if (!isTakenIn()) {
            Files.createFile(folder.resolve("rebuilt"));
        }
    }

    /** Seconds that PostgreSQL takes for the rows of facts, with their entries, and of entries by line in tables with the same keys and without indexes. */
    double copySeconds() throws SQLException, IOException {
        Path facts = folder.toAbsolutePath().resolve("facts.copy");
        Path entries = folder.toAbsolutePath().resolve("entries.copy");
        String all = "select f.*, s.entries from facts f join stored_facts s using (position)";
        run("copy (" + all + ") to '" + facts + "' (format binary)", "copy line_entries to '" + entries + "' (format binary)",
                "create table raw_facts as " + all + " limit 0", "alter table raw_facts add primary key (position)",
                "create table raw_entries (like line_entries, primary key (line, position))");
        long start = System.nanoTime();
        run("copy raw_facts from '" + facts + "' (format binary)", "copy raw_entries from '" + entries + "' (format binary)");
        double seconds = (System.nanoTime() - start) / 1e9;
        run("drop table raw_facts, raw_entries");
        Files.delete(facts);
        Files.delete(entries);
        return seconds;
    }

    /** Waits until all of the log is in the tables that are served, and answers its last position. */
    long awaitTakenIn() throws Exception {
        String all = "select case when min(complete_through) = max(complete_through) then max(complete_through) else 0 end"
                + " from public.intake_offsets where topic = '" + Topics.FACTS + "'";
        long through = 0;
        while (through == 0) {
            Thread.sleep(500);
            through = count(all);
        }
        takenIn();
        return through;
    }

    /** PostgreSQL, with a process for each connection. */
    ProcessHandle server() throws SQLException {
        try (Connection connection = connect()) {
            return ProcessHandle.of(connection.unwrap(PGConnection.class).getBackendPID()).flatMap(ProcessHandle::parent).orElseThrow();
        }
    }

    /** Bytes of the write-ahead log that were ever written. */
    long wal() throws SQLException {
        return count("select (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }

    Path folder() {
        return folder;
    }

    /** A single number. */
    long count(String sql) throws SQLException {
        return count("projection", sql);
    }

    long count(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }
}
