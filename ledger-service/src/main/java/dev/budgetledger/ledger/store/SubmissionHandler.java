package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.ledger.budget.Books;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Catalogue;
import dev.budgetledger.ledger.budget.Decider;
import dev.budgetledger.ledger.budget.Decision;
import dev.budgetledger.ledger.budget.NewFact;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.LogTree;
import dev.budgetledger.ledger.log.StoredFact;

/** Axon's command handler: opens the books to the core and has the aggregates apply what it decides. */
class SubmissionHandler {

    private final Repository<BudgetAggregate> budgets;
    private final Repository<CatalogueAggregate> catalogues;
    private final FactLog log;
    private final StreamAggregateFactory<BudgetAggregate> budgetShells;
    private final Consumer<String> memory;

    /** @param memory is told each stream before it is asked for, and has it or throws {@link ColdStreamException} */
    SubmissionHandler(Repository<BudgetAggregate> budgets, Repository<CatalogueAggregate> catalogues, FactLog log,
            StreamAggregateFactory<BudgetAggregate> budgetShells, Consumer<String> memory) {
        this.budgets = budgets;
        this.catalogues = catalogues;
        this.log = log;
        this.budgetShells = budgetShells;
        this.memory = memory;
    }

    /**
     * Decides a batch, each submission on what those before it would leave. Nothing is applied before all are accepted, so a
     * refusal has nothing to take back.
     *
     * @return a decision for each, or the decisions up to the first refusal
     */
    @CommandHandler
    List<Decision> handle(Batch batch) throws Exception {
        DraftBooks books = new DraftBooks(batch.submissions().size() > 1);
        List<Decision> decisions = new ArrayList<>();
        for (Submission submission : batch.submissions()) {
            Decision decision = Decider.decide(books, submission.command(), submission.expectedSequence());
            decisions.add(decision);
            switch (decision) {
                case Decision.Refused _ -> {
                    return decisions;
                }
                case Decision.Accepted(List<NewFact> facts) -> books.draft(facts);
            }
        }
        for (int i = 0; i < decisions.size(); i++) {
            if (decisions.get(i) instanceof Decision.Accepted(List<NewFact> facts)) {
                for (NewFact fact : facts) {
                    apply(fact, BudgetAggregate.around(batch.submissions().get(i), batch.requests().get(i)));
                }
            }
        }
        decisions.forEach(SubmissionHandler::stage);
        return decisions;
    }

    /** The state of a budget as it decides; asks nothing of it. */
    @CommandHandler
    Budget inspect(Question question) throws Exception {
        return budget(question.budget().stream()).invoke(BudgetAggregate::state);
    }

    /** Asks for the state of a budget. */
    record Question(BudgetId budget) {}

    private void apply(NewFact recorded, MetaData around) throws Exception {
        switch (recorded.fact()) {
            case Fact.ClassificationsDefined defined -> catalogue(recorded.stream())
                    .execute(aggregate -> aggregate.record(defined, around));
            case Fact.BudgetOpened _, Fact.YearClosed _, Fact.DisclosurePublished _, Fact.Posted _ ->
                budget(recorded.stream()).execute(aggregate -> aggregate.record(recorded.fact(), around));
        }
    }

    /** Lets the commands after this one see its postings and closings before the log has them. */
    private static void stage(Decision decision) {
        if (decision instanceof Decision.Accepted(List<NewFact> facts)) {
            UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
            for (NewFact recorded : facts) {
                switch (recorded.fact()) {
                    case Fact.Posted posted -> LogTransaction.of(unitOfWork).stage(posted, unitOfWork);
                    case Fact.YearClosed _ -> LogTransaction.of(unitOfWork).stageClosing(recorded.stream(), unitOfWork);
                    case Fact.BudgetOpened _, Fact.ClassificationsDefined _, Fact.DisclosurePublished _ -> {}
                }
            }
        }
    }

    private Aggregate<BudgetAggregate> budget(String stream) throws Exception {
        memory.accept(stream);
        return budgets.loadOrCreate(stream, () -> budgetShells.create().apply(stream));
    }

    private Aggregate<CatalogueAggregate> catalogue(String stream) throws Exception {
        memory.accept(stream);
        return catalogues.loadOrCreate(stream, () -> new CatalogueAggregate(stream));
    }

    /** The books as the aggregates and the log have them, with what was decided and not yet applied drafted on top. */
    private final class DraftBooks implements Books {

        private final boolean drafts;
        private final Map<String, Budget> draftBudgets = new HashMap<>();
        private final Map<String, Catalogue> draftCatalogues = new HashMap<>();
        private final Map<String, Fact.Posted> draftPostings = new HashMap<>();

        /** @param drafts whether anyone will look at the drafts */
        DraftBooks(boolean drafts) {
            this.drafts = drafts;
        }

        @Override
        public Budget budget(BudgetId id) {
            String stream = id.stream();
            Budget draft = draftBudgets.get(stream);
            return draft != null ? draft : loaded(() -> SubmissionHandler.this.budget(stream).invoke(BudgetAggregate::state));
        }

        @Override
        public Catalogue catalogue(int fiscalYear) {
            return catalogue(BudgetId.classificationStream(fiscalYear));
        }

        @Override
        public boolean isClosedByAny(int fiscalYear) {
            return LogTransaction.of(CurrentUnitOfWork.get()).closesAny(fiscalYear)
                    || draftBudgets.values().stream().anyMatch(budget ->
                            budget instanceof Budget.Open open && open.closed() && open.id().fiscalYear() == fiscalYear)
                    || inLog(connection -> log.isClosedByAny(connection, fiscalYear));
        }

        private Catalogue catalogue(String stream) {
            Catalogue draft = draftCatalogues.get(stream);
            return draft != null
                    ? draft
                    : loaded(() -> SubmissionHandler.this.catalogue(stream).invoke(CatalogueAggregate::state));
        }

        @Override
        public Optional<Fact.Posted> posting(String stream, long sequence) {
            String id = Posting.id(stream, sequence);
            LogTransaction transaction = LogTransaction.of(CurrentUnitOfWork.get());
            return Optional.ofNullable(draftPostings.get(id))
                    .or(() -> transaction.staged(id))
                    .or(() -> stored(stream, sequence));
        }

        @Override
        public long logSize() {
            return LogTransaction.of(CurrentUnitOfWork.get()).head().position();
        }

        @Override
        public Hash root(long size) {
            return inLog(connection -> LogTree.root(connection, size));
        }

        @Override
        public Instant recordedAt(long position) {
            return envelope(position).recordedAt();
        }

        @Override
        public Fact fact(long position) {
            return envelope(position).fact();
        }

        private Envelope envelope(long position) {
            return inLog(connection -> log.readAfter(connection, position - 1, 1)).getFirst().envelope();
        }

        private Optional<Fact.Posted> stored(String stream, long sequence) {
            return inLog(connection -> log.read(connection, stream, sequence))
                    .map(StoredFact::envelope)
                    .flatMap(envelope -> envelope.fact() instanceof Fact.Posted posted
                            ? Optional.of(posted)
                            : Optional.empty());
        }

        void draft(List<NewFact> facts) {
            if (!drafts) {
                return;
            }
            for (NewFact recorded : facts) {
                switch (recorded.fact()) {
                    case Fact.ClassificationsDefined defined -> draftCatalogues.put(
                            recorded.stream(), catalogue(recorded.stream()).evolve(defined));
                    case Fact.Posted posted -> {
                        draftPostings.put(posted.posting().id(), posted);
                        draftBudget(recorded);
                    }
                    case Fact.BudgetOpened _, Fact.YearClosed _, Fact.DisclosurePublished _ -> draftBudget(recorded);
                }
            }
        }

        private void draftBudget(NewFact recorded) {
            draftBudgets.put(recorded.stream(), budget(BudgetId.ofStream(recorded.stream())).evolve(recorded.fact()));
        }
    }

    private interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    private static <T> T inLog(Query<T> query) {
        try {
            return query.on(LogTransaction.of(CurrentUnitOfWork.get()).connection());
        } catch (SQLException e) {
            throw new LogUnavailableException(e);
        }
    }

    private interface Load<T> {
        T load() throws Exception;
    }

    /** The repositories declare any exception; what they throw is a fault of the store. */
    private static <T> T loaded(Load<T> load) {
        try {
            return load.load();
        } catch (RuntimeException fault) {
            throw fault;
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }
}
