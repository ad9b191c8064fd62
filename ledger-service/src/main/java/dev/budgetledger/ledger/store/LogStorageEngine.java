package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.RequestHash;
import dev.budgetledger.ledger.log.FactDraft;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoredFact;

/**
 * Axon's event storage on the {@link FactLog}. It works inside the {@link LogTransaction} of the current unit of work;
 * all events of a group of commands arrive in one call and become one insert.
 *
 * <p>The snapshot of an aggregate is the state that the {@link StreamMemory} has of its stream, which is read there before Axon asks;
 * the facts after it are those that the group has not committed yet. The {@link SnapshotWriter} keeps snapshots, not Axon.
 * Readers follow the log through Kafka or {@code GET /v1/facts}, never through Axon's tracking tokens.
 */
final class LogStorageEngine implements EventStorageEngine {

    static final String POSTED_BY = "postedBy";
    static final String REQUEST = "request";

    private static final int FACTS_PER_READ_MAX = 1000;

    private final FactLog log;
    private final StreamMemory memory;

    LogStorageEngine(FactLog log, StreamMemory memory) {
        this.log = log;
        this.memory = memory;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        LogTransaction transaction = LogTransaction.of(CurrentUnitOfWork.get());
        List<FactDraft> drafts = events.stream().map(LogStorageEngine::draft).toList();
        try {
            transaction.appended(log.append(transaction.last(), transaction.head(), drafts));
        } catch (SQLException e) {
            throw new LogUnavailableException(e);
        }
    }

    /** Page by page, as they are played. */
    @Override
    public DomainEventStream readEvents(String stream, long firstSequence) {
        if (memory.has(stream) && firstSequence == memory.facts(stream)) {
            return DomainEventStream.empty();
        }
        Connection connection = LogTransaction.of(CurrentUnitOfWork.get()).connection();
        return DomainEventStream.of(Stream.iterate(
                        page(connection, stream, firstSequence),
                        page -> !page.isEmpty(),
                        page -> page(connection, stream, page.getLast().envelope().sequence() + 1))
                .flatMap(List::stream)
                .map(LogStorageEngine::event));
    }

    private List<StoredFact> page(Connection connection, String stream, long fromSequence) {
        try {
            return log.readStream(connection, stream, fromSequence, FACTS_PER_READ_MAX);
        } catch (SQLException e) {
            throw new LogUnavailableException(e);
        }
    }

    private static FactDraft draft(EventMessage<?> event) {
        DomainEventMessage<?> message = (DomainEventMessage<?>) event;
        String postedBy = (String) Objects.requireNonNull(message.getMetaData().get(POSTED_BY));
        return new FactDraft(message.getAggregateIdentifier(), message.getSequenceNumber(), postedBy,
                (Fact) message.getPayload(), (RequestHash) message.getMetaData().get(REQUEST));
    }

    private static DomainEventMessage<?> event(StoredFact stored) {
        Envelope envelope = stored.envelope();
        return new GenericDomainEventMessage<>(FactTypes.nameOf(envelope.fact()), envelope.stream(),
                envelope.sequence(), envelope.fact(), MetaData.with(POSTED_BY, envelope.postedBy()),
                Posting.id(envelope.stream(), envelope.sequence()), envelope.recordedAt());
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        return Optional.ofNullable(memory.get(stream)).map(known -> new GenericDomainEventMessage<>(
                known.state().getClass().getSimpleName(), stream, known.facts() - 1, known.state()));
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException("snapshots are made of what is durable, by the writer of snapshots");
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        throw new UnsupportedOperationException("readers follow the log by position, through Kafka or /v1/facts");
    }
}
