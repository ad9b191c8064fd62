package dev.budgetledger.ledger.store;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;

import dev.budgetledger.contract.Fact.ClassificationsDefined;
import dev.budgetledger.ledger.budget.Catalogue;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Axon's shell around a {@link Catalogue}. */
class CatalogueAggregate extends StreamAggregate<Catalogue> {

    static final StreamAggregateFactory<CatalogueAggregate> FACTORY =
            new StreamAggregateFactory<>(CatalogueAggregate.class, CatalogueAggregate::new);

    CatalogueAggregate(String stream) {
        super(stream, Catalogue.EMPTY);
    }

    void record(ClassificationsDefined fact, MetaData around) {
        apply(fact, around);
    }

    @EventSourcingHandler
    void on(ClassificationsDefined fact) {
        restore(state().evolve(fact));
    }

    @EventSourcingHandler
    void on(Catalogue snapshot) {
        restore(snapshot);
    }
}
