package dev.budgetledger.ledger.store;

import org.axonframework.eventsourcing.EventSourcingHandler;

import dev.budgetledger.contract.Fact.ClientKeyFact;
import dev.budgetledger.ledger.budget.ClientKeys;

/** Axon's shell around {@link ClientKeys}. */
class ClientKeysAggregate extends StreamAggregate<ClientKeys> {

    static final StreamAggregateFactory<ClientKeysAggregate> FACTORY =
            new StreamAggregateFactory<>(ClientKeysAggregate.class, ClientKeysAggregate::new);

    ClientKeysAggregate(String stream) {
        super(stream, ClientKeys.NONE);
    }

    @EventSourcingHandler
    void on(ClientKeyFact fact) {
        restore(state().evolve(fact));
    }

    @EventSourcingHandler
    void on(ClientKeys snapshot) {
        restore(snapshot);
    }
}
