package dev.budgetledger.ledger.store;

import org.axonframework.eventsourcing.EventSourcingHandler;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.ledger.budget.RefusalBook;

/** Axon's shell around {@link RefusalBook}. */
class RefusalsAggregate extends StreamAggregate<RefusalBook> {

    static final StreamAggregateFactory<RefusalsAggregate> FACTORY =
            new StreamAggregateFactory<>(RefusalsAggregate.class, RefusalsAggregate::new);

    RefusalsAggregate(String stream) {
        super(stream, RefusalBook.NONE);
    }

    @EventSourcingHandler
    void on(Fact.AuthorityRefused fact) {
        restore(state().evolve(fact));
    }

    @EventSourcingHandler
    void on(RefusalBook snapshot) {
        restore(snapshot);
    }
}
