package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.log.StoredFact;

/**
 * 账本日志 as Axon's event storage, for those who read it: event processors, sagas and replays, in any process that reaches the
 * ledger's database. What is recorded is recorded by commands, through {@link LedgerWriter}; here nothing can be appended.
 *
 * <p>A token is a position. Positions have no gaps and are given out in commit order, so nobody who has seen one misses any before it.
 * A message has the fact as its payload, its stream as the identifier of its aggregate, {@code recordedAt} as its time, and
 * {@link #POSTED_BY} and {@link #STREAM} as metadata.
 *
 * <p>Facts are read in pages, and no connection is held between two of them. Only {@code select} on the table of facts is needed.
 *
 * <pre>{@code
 * EventStore facts = EmbeddedEventStore.builder().storageEngine(new LogStorageEngine(dataSource)).build();
 * }</pre>
 */
public class LogStorageEngine implements EventStorageEngine {

    /** Metadata: who posted it. */
    public static final String POSTED_BY = "postedBy";

    /** Metadata: the stream, for a saga to associate with. */
    public static final String STREAM = "stream";

    private static final int FACTS_PER_READ_MAX = 1000;

    private final FactLog log;
    private final DataSource dataSource;

    public LogStorageEngine(DataSource dataSource) {
        this(new FactLog(StoreClock.DATABASE), dataSource);
    }

    LogStorageEngine(FactLog log, DataSource dataSource) {
        this.log = log;
        this.dataSource = dataSource;
    }

    /**
     * What follows a token, page by page. It never waits: what is recorded later comes when the stream is asked again.
     *
     * @throws IllegalStateException if the log has not come as far as the token, which is of another log then
     */
    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        long position = position(token);
        long end = inLog(log::lastPosition);
        if (position > end) {
            throw new IllegalStateException("the token is of position " + position + ", and the log ends at " + end);
        }
        return StreamSupport.stream(new After(position), false);
    }

    /** Before the first fact. */
    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    /** After the last fact. */
    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(inLog(log::lastPosition));
    }

    /** Before the first fact that was recorded at an instant or later. */
    @Override
    public TrackingToken createTokenAt(Instant instant) {
        return new GlobalSequenceTrackingToken(inLog(connection -> log.lastPositionBefore(connection, instant)));
    }

    /** The facts of a stream, page by page. */
    @Override
    public DomainEventStream readEvents(String stream, long firstSequence) {
        return DomainEventStream.of(Stream.iterate(
                        page(stream, firstSequence),
                        page -> !page.isEmpty(),
                        page -> page(stream, page.getLast().envelope().sequence() + 1))
                .flatMap(List::stream)
                .map(LogStorageEngine::event));
    }

    private List<StoredFact> page(String stream, long fromSequence) {
        return inLog(connection -> log.readStream(connection, stream, fromSequence, FACTS_PER_READ_MAX));
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        throw new UnsupportedOperationException("facts are recorded by commands");
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        return Optional.empty();
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException("snapshots are made of what is durable, by the writer of snapshots");
    }

    private interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inLog(Query<T> query) {
        try (Connection connection = dataSource.getConnection()) {
            return query.on(connection);
        } catch (SQLException e) {
            throw new LogUnavailableException(e);
        }
    }

    private static long position(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> 0;
            case GlobalSequenceTrackingToken position -> position.getGlobalIndex();
            default -> throw new IllegalArgumentException("a token of this log is a position, not a " + token.getClass().getSimpleName());
        };
    }

    static DomainEventMessage<?> event(StoredFact stored) {
        Envelope envelope = stored.envelope();
        return new GenericDomainEventMessage<>(FactTypes.nameOf(envelope.fact()), envelope.stream(), envelope.sequence(),
                envelope.fact(), MetaData.with(POSTED_BY, envelope.postedBy()).and(STREAM, envelope.stream()),
                Posting.id(envelope.stream(), envelope.sequence()), envelope.recordedAt());
    }

    /** What follows a position; once it has come to the end it may be asked again. */
    private final class After extends AbstractSpliterator<TrackedEventMessage<?>> {

        private Iterator<StoredFact> page = Collections.emptyIterator();
        private long position;

        After(long position) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT);
            this.position = position;
        }

        @Override
        public boolean tryAdvance(Consumer<? super TrackedEventMessage<?>> action) {
            if (!page.hasNext()) {
                page = inLog(connection -> log.readAfter(connection, position, FACTS_PER_READ_MAX)).iterator();
            }
            if (!page.hasNext()) {
                return false;
            }
            StoredFact next = page.next();
            position = next.envelope().position();
            action.accept(new GenericTrackedDomainEventMessage<>(new GlobalSequenceTrackingToken(position), event(next)));
            return true;
        }
    }
}
