package dev.budgetledger.ledger.store;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.ledger.budget.Budget;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Axon's shell around a {@link Budget}. */
class BudgetAggregate extends Shell<Budget> {

    static final ShellFactory<BudgetAggregate> FACTORY = new ShellFactory<>(BudgetAggregate.class, BudgetAggregate::new);

    BudgetAggregate(String stream) {
        super(stream, Budget.unopened());
    }

    void record(Fact fact, Submission submission) {
        apply(fact, postedBy(submission));
    }

    @EventSourcingHandler
    void on(Fact fact) {
        restore(state().evolve(fact));
    }

    @EventSourcingHandler
    void on(Budget snapshot) {
        restore(snapshot);
    }

    static MetaData postedBy(Submission submission) {
        return MetaData.with(LogStorageEngine.POSTED_BY, submission.postedBy());
    }
}
