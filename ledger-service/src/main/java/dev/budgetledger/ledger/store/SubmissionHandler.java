package dev.budgetledger.ledger.store;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Catalogue;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.Decision;

/** Axon's command handler: fetches the aggregates that a command needs and lets them decide. */
class SubmissionHandler {

    private final Repository<BudgetAggregate> budgets;
    private final Repository<CatalogueAggregate> catalogues;

    SubmissionHandler(Repository<BudgetAggregate> budgets, Repository<CatalogueAggregate> catalogues) {
        this.budgets = budgets;
        this.catalogues = catalogues;
    }

    @CommandHandler
    Decision handle(Submission submission) throws Exception {
        return switch (submission.command()) {
            case Command.DefineClassifications define -> catalogues
                    .loadOrCreate(define.stream(), () -> new CatalogueAggregate(define.stream()))
                    .invoke(aggregate -> aggregate.handle(define, submission));
            case Command.OnBudget command -> {
                Catalogue catalogue = catalogue(command.budget().fiscalYear());
                yield budgets.loadOrCreate(command.stream(), () -> new BudgetAggregate(command.stream()))
                        .invoke(aggregate -> aggregate.handle(command, catalogue, submission));
            }
        };
    }

    /** The state of a budget as it decides; asks nothing of it. */
    @CommandHandler
    Budget inspect(Inspection inspection) throws Exception {
        String stream = inspection.budget().stream();
        return budgets.loadOrCreate(stream, () -> new BudgetAggregate(stream)).invoke(BudgetAggregate::state);
    }

    /** Asks for the state of a budget. */
    record Inspection(BudgetId budget) {}

    private Catalogue catalogue(int fiscalYear) throws Exception {
        String stream = BudgetId.classificationStream(fiscalYear);
        return catalogues.loadOrCreate(stream, () -> new CatalogueAggregate(stream)).invoke(CatalogueAggregate::state);
    }
}
