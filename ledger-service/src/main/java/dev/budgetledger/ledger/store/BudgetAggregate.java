package dev.budgetledger.ledger.store;

import java.util.Optional;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.RequestHash;
import dev.budgetledger.ledger.budget.Budget;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Axon's shell around a {@link Budget}. */
class BudgetAggregate extends StreamAggregate<Budget> {

    static final StreamAggregateFactory<BudgetAggregate> FACTORY = new StreamAggregateFactory<>(BudgetAggregate.class, BudgetAggregate::new);

    BudgetAggregate(String stream) {
        super(stream, Budget.unopened());
    }

    void record(Fact fact, MetaData around) {
        apply(fact, around);
    }

    @EventSourcingHandler
    void on(Fact fact) {
        restore((Budget) LogTransaction.of(CurrentUnitOfWork.get()).evolve(state(), fact));
    }

    @EventSourcingHandler
    void on(Budget snapshot) {
        restore(snapshot);
    }

    /** What surrounds the facts of a submission. */
    static MetaData around(Submission submission, Optional<RequestHash> request) {
        MetaData postedBy = MetaData.with(GroupStorageEngine.POSTED_BY, submission.postedBy());
        return request.map(named -> postedBy.and(GroupStorageEngine.REQUEST, named)).orElse(postedBy);
    }
}
