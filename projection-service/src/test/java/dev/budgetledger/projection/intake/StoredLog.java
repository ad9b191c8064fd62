package dev.budgetledger.projection.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.entries.jdbc.JdbcBudgetReader;
import dev.budgetledger.projection.shards.Shard;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.testservers.TestServers.TestDatabase;

/** A database into which a log is taken without Kafka. */
public final class StoredLog {

    private static final int FACTS_PER_BATCH = 25;

    private final int partitions;
    private final DataSource source;
    private final JdbcClient jdbc;
    private final IntakeStore store;
    private final LedgerTree tree;
    private final Map<TopicPartition, Long> next = new HashMap<>();

    public StoredLog(int partitions) {
        this(newDatabase(), partitions, 0);
    }

    /** A database with the tables of some departments. */
    public StoredLog(int partitions, Shard shard, @Nullable VerifierKey verifier) {
        this(newDatabase(), partitions, 0, shard, verifier, Keys.present());
    }

    /** A database that may hold a log already, of which its first partition has this many records. */
    StoredLog(DataSource source, int partitions, long records) {
        this(source, partitions, records, null);
    }

    /** A reader that checks signatures with a key. */
    StoredLog(DataSource source, int partitions, long records, @Nullable VerifierKey verifier) {
        this(source, partitions, records, Shard.WHOLE, verifier, Keys.present());
    }

    /** A database that is filled from nothing, and has what is looked up by keys when it needs to. */
    static StoredLog filling(DataSource source, int partitions, Runnable makeKeys) {
        return new StoredLog(source, partitions, 0, Shard.WHOLE, null, Keys.missing(makeKeys));
    }

    private StoredLog(DataSource source, int partitions, long records, Shard shard, @Nullable VerifierKey verifier, Keys keys) {
        Flyway.configure().dataSource(source).locations("classpath:db/projection").load().migrate();
        this.partitions = partitions;
        this.source = source;
        this.jdbc = JdbcClient.create(source);
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
        this.tree = new LedgerTree(jdbc, transactions, keys, verifier);
        this.store = new IntakeStore(new JdbcTemplate(source), transactions, tree, shard, keys, _ -> false, Clock.systemUTC());
        IntStream.range(0, partitions).forEach(each -> next.put(new TopicPartition(Topics.FACTS, each), 0L));
        next.put(new TopicPartition(Topics.FACTS, 0), records);
        next.put(new TopicPartition(Topics.WATERMARKS, 0), 0L);
        store.register(next.keySet());
    }

    static DataSource newDatabase() {
        TestDatabase database = TestServers.newProjectionDatabase("projection");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser("projection_service");
        source.setPassword("projection_service");
        return source;
    }

    public DataSource source() {
        return source;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    /** A reader that waits no longer than that, on a machine whose clock stands still. */
    public BudgetReader reader(Instant now, Duration readWait) {
        return new JdbcBudgetReader(jdbc, new CompletenessWatch(jdbc), Clock.fixed(now, ZoneOffset.UTC), readWait);
    }

    /** In batches of a few. */
    public StoredLog facts(List<Envelope> facts) {
        for (int from = 0; from < facts.size(); from += FACTS_PER_BATCH) {
            batch(facts.subList(from, Math.min(from + FACTS_PER_BATCH, facts.size())));
        }
        return this;
    }

    /** The same in one batch. */
    public StoredLog batch(List<Envelope> facts) {
        Map<TopicPartition, Long> offsets = new HashMap<>(next);
        apply(facts.stream().<IncomingRecord>map(each -> {
            int partition = Publication.partitionOf(each.stream(), partitions);
            long offset = offsets.merge(new TopicPartition(Topics.FACTS, partition), 1L, Long::sum) - 1;
            return new IncomingRecord.OfFact(new RecordPosition(Topics.FACTS, partition, offset), each, new Bytes(each.bytes()));
        }).toList());
        return this;
    }

    public StoredLog watermark(Watermark watermark) {
        IntStream.range(0, partitions)
                .forEach(each -> apply(Topics.FACTS, each, at -> new IncomingRecord.OfWatermark(at, watermark)));
        return this;
    }

    /** A watermark that has not come yet where a budget's facts are. */
    public StoredLog watermarkWithout(BudgetId budget, Watermark watermark) {
        IntStream.range(0, partitions)
                .filter(each -> each != Publication.partitionOf(budget.stream(), partitions))
                .forEach(each -> apply(Topics.FACTS, each, at -> new IncomingRecord.OfWatermark(at, watermark)));
        return this;
    }

    public StoredLog tick(Watermark watermark) {
        apply(Topics.WATERMARKS, 0, at -> new IncomingRecord.OfWatermark(at, watermark));
        return this;
    }

    /** All of a publication, in batches of that many records. */
    StoredLog publication(Publication publication, int batch) {
        List<IncomingRecord> all = new ArrayList<>();
        publication.partitions().forEach(all::addAll);
        for (int from = 0; from < all.size(); from += batch) {
            apply(all.subList(from, Math.min(from + batch, all.size())));
        }
        return this;
    }

    AdmittedBatch apply(List<IncomingRecord> batch) {
        Map<TopicPartition, Long> expected = new HashMap<>(next);
        expected.keySet()
                .retainAll(batch.stream()
                        .map(each -> new TopicPartition(each.at().topic(), each.at().partition()))
                        .toList());
        AdmittedBatch admitted = store.apply(batch, expected);
        tree.received(admitted.facts());
        admitted.progress()
                .forEach(each -> next.put(new TopicPartition(each.topic(), each.partition()), each.nextOffset()));
        return admitted;
    }

    /** What the intake does after each batch. */
    public StoredLog advance() {
        tree.advance(new CompletenessWatch(jdbc).refresh().completeness().completeThrough());
        return this;
    }

    IntakeStore store() {
        return store;
    }

    /** Of another instance on the same database. */
    IntakeStore anotherStore() {
        return new IntakeStore(new JdbcTemplate(source), new TransactionTemplate(new DataSourceTransactionManager(source)), tree, Shard.WHOLE, Keys.present(), _ -> false, Clock.systemUTC());
    }

    /** The first partition went away and is held again from here on. */
    void comeBackAt(long offset) {
        next.put(new TopicPartition(Topics.FACTS, 0), offset);
    }

    private void apply(String topic, int partition, Function<RecordPosition, IncomingRecord> record) {
        long offset = next.getOrDefault(new TopicPartition(topic, partition), 0L);
        apply(List.of(record.apply(new RecordPosition(topic, partition, offset))));
    }
}
