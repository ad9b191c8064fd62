package dev.budgetledger.ledger.store;

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
 * <p>Readers follow the log through Kafka or {@code GET /v1/facts}, never through Axon's tracking tokens, and aggregates
 * stay in memory, so neither tokens nor snapshots are supported.
 */
final class LogStorageEngine implements EventStorageEngine {

    static final String POSTED_BY = "postedBy";
    static final String REQUEST = "request";

    private final FactLog log;

    LogStorageEngine(FactLog log) {
        this.log = log;
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

    @Override
    public DomainEventStream readEvents(String stream, long firstSequence) {
        LogTransaction transaction = LogTransaction.of(CurrentUnitOfWork.get());
        try {
            return DomainEventStream.of(log.readStream(transaction.connection(), stream, firstSequence).stream()
                    .map(LogStorageEngine::event));
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
        return Optional.empty();
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException("aggregates stay in memory; the log keeps facts only");
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        throw new UnsupportedOperationException("readers follow the log by position, through Kafka or /v1/facts");
    }
}
