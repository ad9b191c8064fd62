package dev.budgetledger.ledger.store;

import java.util.Optional;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.RequestHash;
import dev.budgetledger.ledger.budget.Budget;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Axon's shell around a {@link Budget}: it holds the state and applies what the core decided. */
class BudgetAggregate {

    static final ShellFactory<BudgetAggregate> FACTORY = new ShellFactory<>(BudgetAggregate.class, BudgetAggregate::new);

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private final String stream;

    private Budget state = Budget.unopened();

    BudgetAggregate(String stream) {
        this.stream = stream;
    }

    void record(Fact fact, MetaData around) {
        apply(fact, around);
    }

    Budget state() {
        return state;
    }

    @EventSourcingHandler
    void on(Fact fact) {
        state = state.evolve(fact);
    }

    /** What surrounds the facts of a submission. */
    static MetaData around(Submission submission, Optional<RequestHash> request) {
        MetaData postedBy = MetaData.with(LogStorageEngine.POSTED_BY, submission.postedBy());
        return request.map(named -> postedBy.and(LogStorageEngine.REQUEST, named)).orElse(postedBy);
    }
}
