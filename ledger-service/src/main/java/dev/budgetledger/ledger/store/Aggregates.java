package dev.budgetledger.ledger.store;

import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;

/** Keeps in memory what has facts: what nobody has opened, however often it is asked for, takes no room there. */
final class Aggregates<T> extends CachingEventSourcingRepository<T> {

    Aggregates(EventSourcingRepository.Builder<T> builder) {
        super(builder);
    }

    @Override
    protected void doSaveWithLock(EventSourcedAggregate<T> aggregate) {
        if (aggregate.version() != null) {
            super.doSaveWithLock(aggregate);
        }
    }
}
