package dev.budgetledger.ledger.store;

import org.axonframework.eventsourcing.EventSourcingHandler;

import dev.budgetledger.contract.Fact.FormAdopted;
import dev.budgetledger.ledger.budget.AdoptedForm;

/** Axon's shell around an {@link AdoptedForm}. */
class FormAggregate extends StreamAggregate<AdoptedForm> {

    static final StreamAggregateFactory<FormAggregate> FACTORY =
            new StreamAggregateFactory<>(FormAggregate.class, FormAggregate::new);

    FormAggregate(String stream) {
        super(stream, AdoptedForm.NONE);
    }

    @EventSourcingHandler
    void on(FormAdopted fact) {
        restore(state().evolve(fact));
    }

    @EventSourcingHandler
    void on(AdoptedForm snapshot) {
        restore(snapshot);
    }
}
