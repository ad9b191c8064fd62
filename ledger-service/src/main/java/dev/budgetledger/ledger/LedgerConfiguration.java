package dev.budgetledger.ledger;

import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

import dev.budgetledger.edge.access.ServiceAccess;
import dev.budgetledger.edge.reads.KafkaReadTopic;
import dev.budgetledger.edge.reads.ReadSettings;
import dev.budgetledger.ledger.Pools.PostgresSettings;
import dev.budgetledger.ledger.StorageWatch.StorageSettings;
import dev.budgetledger.ledger.commands.ClientKeyRing;
import dev.budgetledger.ledger.commands.CommandDocument;
import dev.budgetledger.ledger.commands.Posters;
import dev.budgetledger.ledger.commands.RefusalRecorder;
import dev.budgetledger.ledger.commands.RefusalRecorder.RefusalSettings;
import dev.budgetledger.ledger.commands.RefusalTally;
import dev.budgetledger.ledger.commands.kafka.CommandIntake;
import dev.budgetledger.ledger.commands.kafka.CommandSettings;
import dev.budgetledger.ledger.commands.kafka.RecordPosters;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.FactTraces;
import dev.budgetledger.ledger.log.History;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.outbox.HistoryWatch;
import dev.budgetledger.ledger.outbox.OutboxRelay;
import dev.budgetledger.ledger.outbox.OutboxSettings;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.MemorySettings;
import dev.budgetledger.ledger.store.PostingGate;
import dev.budgetledger.ledger.store.PostingGate.PostingStop;
import dev.budgetledger.ledger.store.SnapshotSeal;
import dev.budgetledger.ledger.store.WriterMeters;
import dev.budgetledger.ledger.store.WriterSettings;
import dev.budgetledger.ledger.witnesses.WitnessSettings;
import dev.budgetledger.ledger.witnesses.Witnesses;

/** How the rooms of the service are joined. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    Pools pools(DataSourceProperties database, Environment environment, PostgresSettings settings) {
        return Pools.open(database, Binder.get(environment), settings);
    }

    @Bean
    FactLog factLog(ObjectProvider<StoreClock> clock, ClockSettings settings, ObjectProvider<OpenTelemetry> telemetry) {
        FactTraces traces = telemetry.getIfAvailable() == null ? FactTraces.NONE : new FactTraces(LedgerConfiguration::traceParent);
        return new FactLog(clock.getIfAvailable(() -> StoreClock.DATABASE), settings.watch(), traces);
    }

    @Bean
    Checkpoints checkpoints(LogSettings settings, FactLog log) {
        return settings.checkpoints(log.history());
    }

    @Bean
    @DependsOnDatabaseInitialization
    HistoryWatch historyWatch(
            DataSource dataSource, FactLog log, OutboxSettings settings, Checkpoints checkpoints) {
        return new HistoryWatch(dataSource, log, settings, checkpoints);
    }

    @Bean
    PostingGate oneHistory(FactLog log) {
        return () -> {
            History.Contradiction contradiction = log.history().contradiction();
            return contradiction == null ? null
                    : new PostingStop(PostingStop.Reason.HISTORY_CONTRADICTED, contradiction.detail());
        };
    }

    @Bean
    StorageWatch storageWatch(StorageSettings settings) {
        return new StorageWatch(settings, StorageWatch.Disk.REAL);
    }

    @Bean
    PostingGate enoughRoom(StorageWatch watch) {
        return watch::postingStop;
    }

    @Bean
    Witnesses witnesses(WitnessSettings settings) {
        return new Witnesses(settings);
    }

    @Bean
    @DependsOnDatabaseInitialization
    OutboxRelay factPublisher(
            Pools pools, FactLog log, OutboxSettings settings, Checkpoints checkpoints, Witnesses witnesses) {
        return new OutboxRelay(pools.relay(), log, settings, checkpoints, witnesses);
    }

    @Bean
    KafkaReadTopic readTopic(OutboxSettings settings, ReadSettings reads) {
        return new KafkaReadTopic("ledger", settings.forClient(Map.of()), reads.acknowledgedWithin());
    }

    @Bean
    CommandIntake commandIntake(
            OutboxSettings kafka, CommandSettings settings, CommandDocument documents, Posters posters, ClientKeyRing keys,
            ServiceAccess access, LedgerWriter writer) {
        return new CommandIntake(kafka, settings, documents,
                new RecordPosters(posters, keys, settings.requiresSignature(access.isOpen())), writer);
    }

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    LedgerWriter ledgerWriter(
            Pools pools, DataSource readers, FactLog log, OutboxRelay relay, ObjectProvider<PostingGate> gates,
            WriterSettings settings, LogSettings signing, MemoryLimit memory, WriterMeters meters, RefusalTally refusals) throws SQLException {
        signing.rebuildAnswers(pools.writer(), log);
        return new LedgerWriter(
                pools.writer(), readers, log, relay::wake, PostingGate.all(gates.orderedStream().toList()),
                settings, new MemorySettings(memory.bytes(), SnapshotSeal.of(signing.key())), meters, refusals);
    }

    @Bean
    RefusalTally refusalTally(RefusalSettings settings) {
        return new RefusalTally(settings);
    }

    @Bean
    RefusalRecorder refusalRecorder(RefusalTally refusals, RefusalSettings settings, LedgerWriter writer) {
        return new RefusalRecorder(refusals, settings, writer);
    }

    /**
     * How much memory is taken for what commands are decided on.
     *
     * @param budgets about what the states of budgets take; a quarter of the largest heap if it is not set
     */
    @ConfigurationProperties("ledger.memory")
    record MemoryLimit(@Nullable DataSize budgets) {

        long bytes() {
            return budgets == null ? Runtime.getRuntime().maxMemory() / 4 : budgets.toBytes();
        }
    }

    /** The trace of the thread that asks, as W3C Trace Context has it; nothing if it has none, or one that is not kept. */
    private static @Nullable String traceParent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isSampled()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex()
                : null;
    }
}
