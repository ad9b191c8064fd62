package dev.budgetledger.ledger.store;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.ledger.budget.Budget;

/** Axon's shell around a {@link Budget}. */
class BudgetAggregate extends StreamAggregate<Budget> {

    static final StreamAggregateFactory<BudgetAggregate> FACTORY = new StreamAggregateFactory<>(BudgetAggregate.class, BudgetAggregate::new);

    BudgetAggregate(String stream) {
        super(stream, Budget.unopened());
    }

    @EventSourcingHandler
    void on(Fact fact) {
        restore((Budget) LogTransaction.of(CurrentUnitOfWork.get()).evolve(state(), fact));
    }

    @EventSourcingHandler
    void on(Budget snapshot) {
        restore(snapshot);
    }
}
