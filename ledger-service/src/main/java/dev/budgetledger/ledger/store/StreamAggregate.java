package dev.budgetledger.ledger.store;

import org.axonframework.modelling.command.AggregateIdentifier;

import dev.budgetledger.ledger.budget.StreamState;

/**
 * Axon's shell around the state of a stream: it holds the state and applies what the core decided. Axon's snapshot of it is the
 * state alone, since that is immutable.
 */
abstract class StreamAggregate<S extends StreamState> {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private final String stream;

    private S state;

    StreamAggregate(String stream, S state) {
        this.stream = stream;
        this.state = state;
    }

    S state() {
        return state;
    }

    void restore(S known) {
        state = known;
    }
}
