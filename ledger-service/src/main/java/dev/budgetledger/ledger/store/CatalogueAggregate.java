package dev.budgetledger.ledger.store;

import org.axonframework.eventsourcing.EventSourcingHandler;

import dev.budgetledger.contract.Fact.ClassificationsDefined;
import dev.budgetledger.contract.Fact.RulesAdopted;
import dev.budgetledger.ledger.budget.Catalogue;

/** Axon's shell around a {@link Catalogue}. */
class CatalogueAggregate extends StreamAggregate<Catalogue> {

    static final StreamAggregateFactory<CatalogueAggregate> FACTORY =
            new StreamAggregateFactory<>(CatalogueAggregate.class, CatalogueAggregate::new);

    CatalogueAggregate(String stream) {
        super(stream, Catalogue.EMPTY);
    }

    @EventSourcingHandler
    void on(ClassificationsDefined fact) {
        restore(state().evolve(fact));
    }

    @EventSourcingHandler
    void on(RulesAdopted fact) {
        restore(state().evolve(fact));
    }

    @EventSourcingHandler
    void on(Catalogue snapshot) {
        restore(snapshot);
    }
}
