package dev.budgetledger.ledger.store;

import java.util.function.Function;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;

/** Makes the empty aggregate of a stream, into which Axon then plays the stream's facts. */
record StreamAggregateFactory<T>(Class<T> type, Function<String, T> create) implements AggregateFactory<T> {

    @Override
    public T createAggregateRoot(String stream, DomainEventMessage<?> firstEvent) {
        return create.apply(stream);
    }

    @Override
    public Class<T> getAggregateType() {
        return type;
    }
}
