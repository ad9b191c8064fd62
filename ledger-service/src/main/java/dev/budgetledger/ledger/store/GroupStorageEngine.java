package dev.budgetledger.ledger.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.RequestHash;
import dev.budgetledger.ledger.log.FactDraft;
import dev.budgetledger.ledger.log.FactLog;

/**
 * The writer's event storage. Streams are read and facts appended inside the {@link LogTransaction} of the current unit of work;
 * all events of a group of commands arrive in one call and become one insert.
 *
 * <p>The snapshot of an aggregate is the state that the {@link StreamMemory} has of its stream, which is read there before Axon asks;
 * the facts after it are those that the group has not committed yet. The {@link SnapshotWriter} keeps snapshots, not Axon.
 */
final class GroupStorageEngine extends LogStorageEngine {

    static final String REQUEST = "request";

    private final FactLog log;
    private final StreamMemory memory;

    GroupStorageEngine(FactLog log, DataSource beside, StreamMemory memory) {
        super(log, beside);
        this.log = log;
        this.memory = memory;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        LogTransaction transaction = LogTransaction.of(CurrentUnitOfWork.get());
        List<FactDraft> drafts = events.stream().map(GroupStorageEngine::draft).toList();
        try {
            transaction.appended(log.append(transaction.last(), transaction.head(), drafts));
        } catch (SQLException e) {
            throw new LogUnavailableException(e);
        }
    }

    @Override
    public DomainEventStream readEvents(String stream, long firstSequence) {
        return memory.has(stream) && firstSequence == memory.facts(stream)
                ? DomainEventStream.empty()
                : super.readEvents(stream, firstSequence);
    }

    /** Asks in the transaction of the group, where there is one. */
    @Override
    <T> T inLog(Query<T> query) {
        if (!CurrentUnitOfWork.isStarted()) {
            return super.inLog(query);
        }
        try {
            return query.on(LogTransaction.of(CurrentUnitOfWork.get()).connection());
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

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        return Optional.ofNullable(memory.get(stream)).map(known -> new GenericDomainEventMessage<>(
                known.state().getClass().getSimpleName(), stream, known.facts() - 1, known.state()));
    }
}
