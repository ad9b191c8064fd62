package dev.budgetledger.ledger.store;

import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;

import dev.budgetledger.ledger.budget.StreamState;
import dev.budgetledger.ledger.log.StoredFact;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

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

    /** What the core decided, at its place in the log. */
    void record(StoredFact fact) {
        apply(fact.envelope().fact(), MetaData.with(GroupStorageEngine.FACT, fact));
    }

    S state() {
        return state;
    }

    void restore(S known) {
        state = known;
    }
}
