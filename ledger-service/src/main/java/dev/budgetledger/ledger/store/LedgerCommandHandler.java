package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.ClientKey;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.SentBy;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.ledger.budget.AdoptedForm;
import dev.budgetledger.ledger.budget.Books;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Catalogue;
import dev.budgetledger.ledger.budget.ClientKeys;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.Decider;
import dev.budgetledger.ledger.budget.Decision;
import dev.budgetledger.ledger.budget.NewFact;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.IdempotencyRecords;
import dev.budgetledger.ledger.log.LogTree;
import dev.budgetledger.ledger.log.StoredFact;
import dev.budgetledger.ledger.store.StreamAggregate.BudgetAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.CatalogueAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.ClientKeysAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.FormAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.RefusalsAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.StreamAggregateFactory;

/**
 * Axon's handler of every command: opens the books to the core, has the aggregates apply what it decides, and answers with what became
 * of it: an {@link Outcome}.
 */
final class LedgerCommandHandler implements MessageHandler<CommandMessage<?>>, Books {

    private final Repository<BudgetAggregate> budgets;
    private final Repository<CatalogueAggregate> catalogues;
    private final Repository<FormAggregate> forms;
    private final Repository<ClientKeysAggregate> clientKeys;
    private final Repository<RefusalsAggregate> refusals;
    private final FactLog log;
    private final StreamAggregateFactory<BudgetAggregate> budgetShells;
    private final Consumer<String> memory;

    /** @param memory is told each stream before it is asked for, and has it or throws {@link ColdStreamException} */
    LedgerCommandHandler(Repository<BudgetAggregate> budgets, Repository<CatalogueAggregate> catalogues,
            Repository<FormAggregate> forms, Repository<ClientKeysAggregate> clientKeys, Repository<RefusalsAggregate> refusals, FactLog log,
            StreamAggregateFactory<BudgetAggregate> budgetShells, Consumer<String> memory) {
        this.budgets = budgets;
        this.catalogues = catalogues;
        this.forms = forms;
        this.clientKeys = clientKeys;
        this.refusals = refusals;
        this.log = log;
        this.budgetShells = budgetShells;
        this.memory = memory;
    }

    /** Makes it the handler of all the commands there are. */
    void subscribe(CommandBus commands) {
        kinds(Command.class).forEach(kind -> commands.subscribe(kind.getName(), this));
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(LedgerCommandHandler::kinds) : Stream.of(type);
    }

    @Override
    public Outcome handle(CommandMessage<?> message) {
        LogTransaction transaction = LogTransaction.of(CurrentUnitOfWork.get());
        transaction.head().requirePlausible();
        SentBy sent = Submission.sent(message);
        Optional<Refusal> unbelieved = sent == null ? Optional.empty() : clientKeys().refusal(sent.keyId(), transaction.head().now());
        if (unbelieved.isPresent()) {
            return new Outcome.Refused(unbelieved.get(), false);
        }
        return switch (Decider.decide(this, (Command) message.getPayload(), Submission.postedBy(message),
                Submission.expectedSequence(message))) {
            case Decision.Refused(var refusal) -> new Outcome.Refused(refusal, false);
            case Decision.Accepted(List<NewFact> facts) -> {
                transaction.takenBackWith(CurrentUnitOfWork.get());
                yield new Outcome.Accepted(record(facts, message), false);
            }
        };
    }

    /** The receipt of the first fact, with that of the other budget's. */
    private Receipt record(List<NewFact> decided, CommandMessage<?> message) {
        StoredFact own = record(decided.getFirst(), message);
        return IdempotencyRecords.receipt(own,
                decided.size() == 1 ? null : IdempotencyRecords.receipt(record(decided.getLast(), message), null));
    }

    private StoredFact record(NewFact decided, CommandMessage<?> message) {
        return switch (decided.fact()) {
            case Fact.ClassificationsDefined _ -> record(catalogue(decided.stream()), decided, message);
            case Fact.FormAdopted _ -> record(formOf(decided.stream()), decided, message);
            case Fact.RulesAdopted _ when BudgetId.isClassificationStream(decided.stream()) ->
                record(catalogue(decided.stream()), decided, message);
            case Fact.ClientKeyFact _ -> record(clientKeysOf(decided.stream()), decided, message);
            case Fact.AuthorityRefused _ -> record(refusalsOf(decided.stream()), decided, message);
            case Fact.BudgetOpened _, Fact.ChartDefined _, Fact.StatementMade _, Fact.YearClosed _, Fact.DisclosurePublished _,
                    Fact.RulesAdopted _, Fact.PostingProposed _, Fact.OfProposal _, Fact.Posted _ ->
                record(budget(decided.stream()), decided, message);
        };
    }

    private static <A extends StreamAggregate<?>> StoredFact record(Aggregate<A> aggregate, NewFact decided, CommandMessage<?> message) {
        Long last = aggregate.version();
        KeyedRequest request = Submission.request(message);
        StoredFact fact = LogTransaction.of(CurrentUnitOfWork.get()).place(decided.stream(), last == null ? 0 : last + 1,
                Submission.postedBy(message), decided.fact(), request == null ? null : request.hash(), Submission.sent(message));
        aggregate.execute(shell -> shell.record(fact));
        return fact;
    }

    private Aggregate<BudgetAggregate> budget(String stream) {
        memory.accept(stream);
        return loaded(() -> budgets.loadOrCreate(stream, () -> budgetShells.create().apply(stream)));
    }

    private Aggregate<CatalogueAggregate> catalogue(String stream) {
        memory.accept(stream);
        return loaded(() -> catalogues.loadOrCreate(stream, () -> new CatalogueAggregate(stream)));
    }

    private Aggregate<FormAggregate> formOf(String stream) {
        memory.accept(stream);
        return loaded(() -> forms.loadOrCreate(stream, () -> new FormAggregate(stream)));
    }

    private Aggregate<ClientKeysAggregate> clientKeysOf(String stream) {
        memory.accept(stream);
        return loaded(() -> clientKeys.loadOrCreate(stream, () -> new ClientKeysAggregate(stream)));
    }

    private Aggregate<RefusalsAggregate> refusalsOf(String stream) {
        memory.accept(stream);
        return loaded(() -> refusals.loadOrCreate(stream, () -> new RefusalsAggregate(stream)));
    }

    @Override
    public Budget budget(BudgetId id) {
        return budget(id.stream()).invoke(BudgetAggregate::state);
    }

    @Override
    public Catalogue catalogue(int fiscalYear) {
        return catalogue(BudgetId.classificationStream(fiscalYear)).invoke(CatalogueAggregate::state);
    }

    @Override
    public AdoptedForm form(String id) {
        return formOf(Form.stream(id)).invoke(FormAggregate::state);
    }

    @Override
    public ClientKeys clientKeys() {
        return clientKeysOf(ClientKey.STREAM).invoke(ClientKeysAggregate::state);
    }

    @Override
    public Optional<Form> formAt(String id, long position) {
        return inLog(connection -> log.readLast(connection, Form.stream(id), position))
                .map(StoredFact::envelope)
                .map(envelope -> ((Fact.FormAdopted) envelope.fact()).form());
    }

    @Override
    public boolean isClosedByAny(int fiscalYear) {
        return LogTransaction.of(CurrentUnitOfWork.get()).closesAny(fiscalYear)
                || inLog(connection -> log.isClosedByAny(connection, fiscalYear));
    }

    @Override
    public Optional<Fact.Posted> posting(String stream, long sequence) {
        return fact(stream, sequence).filter(Fact.Posted.class::isInstance).map(Fact.Posted.class::cast);
    }

    @Override
    public Optional<Fact.PostingProposed> proposed(String stream, long sequence) {
        return fact(stream, sequence).filter(Fact.PostingProposed.class::isInstance).map(Fact.PostingProposed.class::cast);
    }

    private Optional<Fact> fact(String stream, long sequence) {
        return LogTransaction.of(CurrentUnitOfWork.get()).staged(Posting.id(stream, sequence)).or(() ->
                inLog(connection -> log.read(connection, stream, sequence)).map(stored -> stored.envelope().fact()));
    }

    @Override
    public LocalDate today() {
        return Envelope.dayOf(LogTransaction.of(CurrentUnitOfWork.get()).head().now());
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

    /** The repositories declare any exception; what they throw is a fault of the store. */
    private static <T> T loaded(Callable<T> load) {
        try {
            return load.call();
        } catch (RuntimeException fault) {
            throw fault;
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }
}
