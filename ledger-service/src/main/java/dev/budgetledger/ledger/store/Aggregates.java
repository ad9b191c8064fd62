package dev.budgetledger.ledger.store;

import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** Has Axon look through what a group has not committed yet only where something can be of the stream: that takes as long as the group. */
final class Aggregates<T> extends EventSourcingRepository<T> {

    private final GroupStorageEngine engine;

    Aggregates(Builder<T> builder, GroupStorageEngine engine) {
        super(builder);
        this.engine = engine;
    }

    @Override
    protected DomainEventStream readEvents(String stream) {
        return LogTransaction.of(CurrentUnitOfWork.get()).isFirstRead(stream)
                ? engine.readSnapshot(stream).map(DomainEventStream::of).orElseGet(DomainEventStream::empty)
                : super.readEvents(stream);
    }
}
