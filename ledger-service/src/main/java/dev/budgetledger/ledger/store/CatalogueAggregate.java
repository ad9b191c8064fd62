package dev.budgetledger.ledger.store;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;

import dev.budgetledger.contract.Fact.ClassificationsDefined;
import dev.budgetledger.ledger.budget.Catalogue;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Axon's shell around a {@link Catalogue}. */
class CatalogueAggregate {

    static final ShellFactory<CatalogueAggregate> FACTORY =
            new ShellFactory<>(CatalogueAggregate.class, CatalogueAggregate::new);

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private final String stream;

    private Catalogue state = Catalogue.EMPTY;

    CatalogueAggregate(String stream) {
        this.stream = stream;
    }

    void record(ClassificationsDefined fact, MetaData around) {
        apply(fact, around);
    }

    Catalogue state() {
        return state;
    }

    @EventSourcingHandler
    void on(ClassificationsDefined fact) {
        state = state.evolve(fact);
    }
}
