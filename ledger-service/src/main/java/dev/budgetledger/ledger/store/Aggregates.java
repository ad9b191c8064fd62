package dev.budgetledger.ledger.store;

import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Reads an aggregate from its state in memory and from what the group has placed in its stream, which Axon would look for among all that
 * the group has placed, comparing each with each.
 */
final class Aggregates<T> extends EventSourcingRepository<T> {

    private final GroupStorageEngine engine;

    Aggregates(Builder<T> builder, GroupStorageEngine engine) {
        super(builder);
        this.engine = engine;
    }

    @Override
    protected DomainEventStream readEvents(String stream) {
        LogTransaction transaction = LogTransaction.of(CurrentUnitOfWork.get());
        DomainEventStream durable =
                engine.readSnapshot(stream).map(DomainEventStream::of).orElseGet(DomainEventStream::empty);
        return transaction.isFirstRead(stream)
                ? durable
                : DomainEventStream.concat(durable, DomainEventStream.of(transaction.facts().stream()
                        .filter(fact -> fact.envelope().stream().equals(stream))
                        .map(LogStorageEngine::event)));
    }
}
