package dev.budgetledger.ledger.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import com.zaxxer.hikari.HikariDataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.ledger.log.StoredFact;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The log as Axon's event processors read it, on a real PostgreSQL. */
class LogStorageEngineTest extends WriterTest {

    private final LogStorageEngine engine = new LogStorageEngine(ledger.dataSource);
    private final EventStore events = EmbeddedEventStore.builder().storageEngine(engine).build();
    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();
    private final HikariDataSource own = ledger.pool("ledger_owner");
    private final JdbcTokenStore tokens = JdbcTokenStore.builder()
            .connectionProvider(own::getConnection)
            .serializer(JacksonSerializer.defaultSerializer())
            .build();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        own.close();
    }

    final class Listener {
        @EventHandler
        void on(Fact fact, DomainEventMessage<?> message, ReplayStatus replay) {
            handled.add((replay.isReplay() ? "replayed " : "") + message.getIdentifier() + " " + FactTypes.nameOf(fact));
        }
    }

    @Test
    void a_processor_reads_what_there_is_and_what_follows_continues_after_a_restart_and_replays_when_reset() throws Exception {
        tokens.createSchema(PostgresTokenTableFactory.INSTANCE);
        given(catalogue(), open("301"));

        try (Running processor = new Running(tokens)) {
            assertThat(next(2)).containsExactly("classification-2023-0 ClassificationsDefined", "301-2023-0 BudgetOpened");

            given(allocate("301", OFFICE, "100.00"));
            assertThat(next(1)).containsExactly("301-2023-1 FundsAllocated");
        }

        given(allocate("301", TRAVEL, "5.00"));
        try (Running processor = new Running(tokens)) {
            assertThat(next(1)).containsExactly("301-2023-2 FundsAllocated");
        }

        try (Running processor = new Running(tokens)) {
            processor.pooled.shutDown();
            processor.pooled.resetTokens();
            processor.pooled.start();
            assertThat(next(4)).containsExactly("replayed classification-2023-0 ClassificationsDefined",
                    "replayed 301-2023-0 BudgetOpened", "replayed 301-2023-1 FundsAllocated", "replayed 301-2023-2 FundsAllocated");
        }
        assertThat(handled).isEmpty();
    }

    @Test
    void more_than_a_page_is_read_to_its_end_and_the_same_stream_has_what_is_recorded_later() throws Exception {
        given(catalogue(), open("301"));
        writer.submitAll(IntStream.range(0, 1_100).mapToObj(_ -> of(allocate("301", OFFICE, "1.00"))).toList()).get();
        var read = engine.readEvents(null, false).iterator();

        assertThat(take(read, 1_102)).containsExactlyElementsOf(LongStream.rangeClosed(1, 1_102).boxed().toList());
        assertThat(read.hasNext()).isFalse();

        given(open("302"));
        assertThat(take(read, 1)).containsExactly(1_103L);
        assertThat(read.hasNext()).isFalse();
    }

    @Test
    void what_is_not_committed_is_not_read() throws Exception {
        given(catalogue());
        try (var connection = own.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("""
                    insert into facts (position, recorded_at, stream, sequence, type, envelope, leaf_hash)
                    select 2, recorded_at, '301-2023', 0, type, envelope, leaf_hash from facts""");

            assertThat(engine.readEvents(null, false)).hasSize(1);
            assertThat(engine.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(1));
            connection.rollback();
        }
    }

    @Test
    void a_token_is_a_position_the_first_the_last_or_that_before_an_instant() throws Exception {
        assertThat(events.createHeadToken()).isEqualTo(events.createTailToken());

        given(catalogue(), open("301"), open("302"), open("303"));
        List<StoredFact> facts = facts();

        assertThat(events.createTailToken()).isEqualTo(new GlobalSequenceTrackingToken(0));
        assertThat(events.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(4));
        for (StoredFact fact : facts) {
            Instant at = fact.envelope().recordedAt();
            long position = fact.envelope().position();
            assertThat(events.createTokenAt(at)).isEqualTo(new GlobalSequenceTrackingToken(position - 1));
            assertThat(events.createTokenAt(at.plusNanos(1))).isEqualTo(new GlobalSequenceTrackingToken(position));
        }
        assertThat(events.createTokenAt(Instant.EPOCH)).isEqualTo(events.createTailToken());
        assertThat(events.createTokenSince(Duration.ofDays(1))).isEqualTo(events.createTailToken());
    }

    @Test
    void a_token_beyond_the_end_is_of_another_log() throws Exception {
        given(catalogue());

        assertThatThrownBy(() -> engine.readEvents(new GlobalSequenceTrackingToken(2), false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the token is of position 2, and the log ends at 1");
    }

    @Test
    void a_message_is_its_fact_with_all_that_surrounds_it() throws Exception {
        given(catalogue(), open("301"));
        StoredFact fact = facts().getLast();

        TrackedEventMessage<?> message = engine.readEvents(new GlobalSequenceTrackingToken(1), false).findFirst().orElseThrow();

        assertThat(message.getPayload()).isEqualTo(fact.envelope().fact());
        assertThat(message.getTimestamp()).isEqualTo(fact.envelope().recordedAt());
        assertThat(message.getIdentifier()).isEqualTo(Posting.id("301-2023", 0));
        assertThat(message.getMetaData()).containsEntry(LogStorageEngine.POSTED_BY, "预算处")
                .containsEntry(LogStorageEngine.STREAM, "301-2023");
        assertThat(events.readEvents("301-2023").asStream().<Object>map(DomainEventMessage::getPayload)).containsExactly(fact.envelope().fact());
    }

    @Test
    void nobody_appends_but_by_a_command() {
        assertThatThrownBy(() -> engine.appendEvents(List.of())).isInstanceOf(UnsupportedOperationException.class);
    }

    private final class Running implements AutoCloseable {
        private final PooledStreamingEventProcessor pooled;

        Running(TokenStore tokens) {
            pooled = PooledStreamingEventProcessor.builder()
                    .name("test")
                    .messageSource(events)
                    .tokenStore(tokens)
                    .initialToken(source -> source.createTailToken())
                    .eventHandlerInvoker(SimpleEventHandlerInvoker.builder().eventHandlers(new Listener()).build())
                    .transactionManager(NoTransactionManager.instance())
                    .coordinatorExecutor(threads)
                    .workerExecutor(threads)
                    .initialSegmentCount(1)
                    .build();
            pooled.start();
        }

        @Override
        public void close() {
            pooled.shutDown();
        }
    }

    private List<String> next(int count) {
        return IntStream.range(0, count).mapToObj(_ -> {
            try {
                return handled.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }).toList();
    }

    private static List<Long> take(java.util.Iterator<? extends TrackedEventMessage<?>> read, int count) {
        return IntStream.range(0, count).mapToObj(_ -> position(read.next().trackingToken())).toList();
    }

    private static long position(TrackingToken token) {
        return ((GlobalSequenceTrackingToken) token).getGlobalIndex();
    }
}
