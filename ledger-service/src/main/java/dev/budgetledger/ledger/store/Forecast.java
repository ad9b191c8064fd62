package dev.budgetledger.ledger.store;

import java.util.List;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Books;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.Decider;
import dev.budgetledger.ledger.budget.NewFact;
import dev.budgetledger.ledger.log.StoredFact;

/**
 * What a command that was handled would add and change, read before it is taken back.
 *
 * @param books as they are after it
 * @param first how many facts the group had before the dry run
 * @param before how many it had before this command
 */
record Forecast(Books books, CommandMessage<?> message, int first, int before) {

    DryOutcome of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused _ -> new DryOutcome.Answered(outcome);
            case Outcome.Accepted(Receipt receipt, boolean repeated) when repeated ->
                receipt.position() > transaction().head().position() + first // a command before it in the dry run was given it
                        ? new DryOutcome.Recorded(true, List.of(), 0, List.of())
                        : new DryOutcome.Answered(outcome);
            case Outcome.Accepted _ -> recorded();
        };
    }

    private DryOutcome recorded() {
        List<StoredFact> placed = List.copyOf(transaction().facts().subList(before, transaction().facts().size()));
        List<NewFact> facts = placed.stream().map(Forecast::unplaced).toList();
        Command command = (Command) message.getPayload();
        return switch (facts.getFirst().fact()) {
            case Fact.PostingProposed _, Fact.ProposalApproved _ -> {
                Decider.Awaited awaited = Decider.awaited(books, (Command.OnBudget) command, Submission.postedBy(message));
                yield new DryOutcome.Recorded(false, facts, awaited.approvals(),
                        awaited.facts().stream().map(this::once).toList());
            }
            default -> new DryOutcome.Recorded(false, facts, 0, placed.stream()
                    .flatMap(fact -> transaction().change(fact).map(evolved -> change(fact, evolved)).stream()).toList());
        };
    }

    private static NewFact unplaced(StoredFact fact) {
        return new NewFact(fact.envelope().stream(), fact.envelope().fact());
    }

    private static DryOutcome.Change change(StoredFact fact, LogTransaction.Evolved evolved) {
        return new DryOutcome.Change(unplaced(fact), (Budget) evolved.before(), (Budget) evolved.after());
    }

    /** What would change once a fact is recorded that is not yet. */
    private DryOutcome.Change once(NewFact fact) {
        Budget now = books.budget(BudgetId.ofStream(fact.stream()));
        return new DryOutcome.Change(fact, now, now.evolve(fact.fact()));
    }

    private static LogTransaction transaction() {
        return LogTransaction.of(CurrentUnitOfWork.get());
    }
}
