package dev.budgetledger.ledger.store;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Catalogue;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.Decider;
import dev.budgetledger.ledger.budget.Decision;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.budget.RefusalCode;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/** Axon's shell around a {@link Budget}: it holds the state, asks the core and applies what was decided. */
class BudgetAggregate {

    static final ShellFactory<BudgetAggregate> FACTORY = new ShellFactory<>(BudgetAggregate.class, BudgetAggregate::new);

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private final String stream;

    private Budget state = Budget.unopened();

    BudgetAggregate(String stream) {
        this.stream = stream;
    }

    Decision handle(Command.OnBudget command, Catalogue catalogue, Submission submission) {
        Decision decision = expected(submission.expectedSequence(), Decider.decide(state, command, catalogue));
        if (decision instanceof Decision.Accepted accepted) {
            accepted.facts().forEach(fact -> apply(fact, postedBy(submission)));
        }
        return decision;
    }

    /** The decision, unless the caller expected another state and no reason of higher precedence was found. */
    private Decision expected(@Nullable Long sequence, Decision decision) {
        long last = state.facts() - 1;
        if (sequence == null || sequence == last) {
            return decision;
        }
        boolean precedes = decision instanceof Decision.Refused(Refusal refusal)
                && refusal.code().compareTo(RefusalCode.SEQUENCE_MISMATCH) < 0;
        return precedes ? decision : new Decision.Refused(new Refusal(
                RefusalCode.SEQUENCE_MISMATCH, "If-Match",
                last < 0 ? "the stream has no facts yet" : "the last stream sequence is " + last));
    }

    Budget state() {
        return state;
    }

    @EventSourcingHandler
    void on(Fact fact) {
        state = state.evolve(fact);
    }

    static MetaData postedBy(Submission submission) {
        return MetaData.with(LogStorageEngine.POSTED_BY, submission.postedBy());
    }
}
