package dev.budgetledger.ledger.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.callbacks.LoggingCallback;
import org.axonframework.common.Registration;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.modelling.command.Repository;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.store.PostingGate.PostingStop;
import dev.budgetledger.ledger.store.PostingGate.PostingStoppedException;
import dev.budgetledger.ledger.store.StreamAggregate.BudgetAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.CatalogueAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.ClientKeysAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.FormAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.RefusalsAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.StreamAggregateFactory;

/**
 * The one writer of a ledger in this process, Axon's command bus: takes what is waiting, decides it in order and commits it as a group.
 *
 * <p>A group is one root unit of work of Axon and one database transaction under the append lock; each command is a
 * nested unit of work, so that a fault in one leaves its neighbours alone. Commands see the commands before them, so
 * there are no lost updates, no locks between aggregates and no deadlocks. Another instance on the same database is
 * noticed by the log's head under the lock; what it appended is then played into memory.
 *
 * <p>A command to a budget that is too long to be read within a group waits beside the groups until it has been read, and so do
 * those that must not overtake it.
 *
 * <p>A future completes after the commit is durable, one that only asks too: what it was told would otherwise be of a group
 * that may never be. It fails with {@link LogUnavailableException} if the database fails, and nothing then tells whether the
 * group was committed: retry with the same idempotency key.
 */
public final class LedgerWriter implements CommandBus, AutoCloseable {

    private static final int QUEUE_CAPACITY = 4096;
    private static final long POLL_MILLIS = 100;

    private final FactLog log;
    private final PostingGate gate;
    private final WriterSettings settings;
    private final WriterMeters meters;
    private final RefusalNotes notes;
    private final GroupStreams streams;
    private final CommandBus commands = SimpleCommandBus.builder()
            .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
            .duplicateCommandHandlerResolver(DuplicateCommandHandlerResolution.rejectDuplicates())
            .build();
    private final List<MessageDispatchInterceptor<? super CommandMessage<?>>> dispatchInterceptors = new CopyOnWriteArrayList<>();
    private final EmbeddedEventStore events;
    private final WaitingTasks queue = new WaitingTasks(QUEUE_CAPACITY);
    private final WriterLoop loop;
    private final Thread thread;
    private volatile boolean closing;
    /** Once it is set, nothing that is queued is taken any more. */
    private volatile boolean ended;

    /** @param afterCommit told after every commit that added facts; must return at once */
    public LedgerWriter(DataSource dataSource, FactLog log, Runnable afterCommit) {
        this(dataSource, dataSource, log, afterCommit, PostingGate.OPEN, WriterSettings.DEFAULT, MemorySettings.DEFAULT,
                WriterMeters.NONE, RefusalNotes.NONE);
    }

    /**
     * @param beside for what is read and written beside the groups
     * @param afterCommit told after every commit that added facts; must return at once
     * @param gate what may keep everything from being posted
     * @param notes told what it refuses for want of authority, after that is durable
     */
    public LedgerWriter(DataSource dataSource, DataSource beside, FactLog log, Runnable afterCommit, PostingGate gate,
            WriterSettings settings, MemorySettings memory, WriterMeters meters, RefusalNotes notes) {
        this(dataSource, beside, log, afterCommit, gate, settings, memory, meters, notes, BudgetAggregate.FACTORY);
    }

    LedgerWriter(DataSource dataSource, DataSource beside, FactLog log, Runnable afterCommit, PostingGate gate,
            WriterSettings settings, MemorySettings memory, WriterMeters meters, RefusalNotes notes,
            StreamAggregateFactory<BudgetAggregate> budgets) {
        this.log = log;
        this.gate = gate;
        this.settings = settings;
        this.meters = meters;
        this.notes = notes;
        streams = new GroupStreams(beside, log, memory);
        GroupStorageEngine engine = new GroupStorageEngine(log, beside, streams.memory());
        events = EmbeddedEventStore.builder().storageEngine(engine).build();
        LedgerCommandHandler handler = new LedgerCommandHandler(
                repository(budgets, engine), repository(CatalogueAggregate.FACTORY, engine), repository(FormAggregate.FACTORY, engine),
                repository(ClientKeysAggregate.FACTORY, engine), repository(RefusalsAggregate.FACTORY, engine),
                log, budgets, streams::require);
        handler.subscribe(commands);
        commands.registerHandlerInterceptor(new IdempotencyInterceptor());
        loop = new WriterLoop(
                dataSource, log, afterCommit, gate, settings.heartbeat(), meters, streams, commands, handler, queue);
        thread = Thread.ofPlatform().name("ledger-writer").start(this::run);
    }

    private <T> Repository<T> repository(StreamAggregateFactory<T> factory, GroupStorageEngine engine) {
        return new Aggregates<>(EventSourcingRepository.builder(factory.type())
                .aggregateFactory(factory)
                .eventStore(events)
                // Only the writer's thread comes here.
                .lockFactory(NullLockFactory.INSTANCE), engine);
    }

    /** Queues a command that somebody waits for alone: before those of {@link #submit(Submission, CommandSession) senders}; waits while the queue is full. */
    public CompletableFuture<Outcome> submit(Submission submission) {
        return enqueue(List.of(submission.message()), new CommandSession(), false).future(Outcome.class::cast);
    }

    /**
     * Queues a command after those that its sender submitted before; waits while the queue is full. Once one of them has
     * no outcome, it has none either: it was meant to be decided on what that one left.
     */
    public CompletableFuture<Outcome> submit(Submission submission, CommandSession sender) {
        return enqueue(List.of(submission.message()), sender, true).future(Outcome.class::cast);
    }

    /**
     * Queues commands of which all are recorded, in one commit, or none; waits while the queue is full. Each is decided on
     * what those before it would leave. A refusal of one of several is not kept under its idempotency key.
     */
    public CompletableFuture<Outcomes> submitAll(List<Submission> submissions) {
        return enqueue(submissions.stream().<CommandMessage<?>>map(Submission::message).toList(), new CommandSession(), false)
                .future(found -> found instanceof Outcome one ? Outcomes.of(one) : (Outcomes) found);
    }

    /**
     * 试算: what would become of commands, were they submitted now, one after the other; each is decided on what those before it would leave.
     * Nothing of them is recorded, no key is used up, and they count as none. Waits while the queue is full.
     */
    public CompletableFuture<List<DryOutcome>> tryOut(List<Submission> submissions) {
        return enqueue(new CommandGroup.Trial(submissions.stream().<CommandMessage<?>>map(Submission::message).toList()))
                .future(Function.identity());
    }

    /**
     * Queues a command; waits while the queue is full. The result of a {@link Command} is its {@link Outcome}, a refusal too; it is told after
     * the commit is durable, by the writer's own thread, which must not be kept.
     *
     * @param command its metadata may have {@link Submission#POSTED_BY}, {@link Submission#IDEMPOTENCY_KEY} and {@link Submission#IF_MATCH}
     */
    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        CommandMessage<C> intercepted = intercept(command);
        var _ = enqueue(List.of(Submission.message(intercepted)), new CommandSession(), false)
                .future(Function.identity())
                .handle((found, fault) -> {
                    callback.onResult(intercepted, fault == null ? result(found) : GenericCommandResultMessage.asCommandResultMessage(
                            fault instanceof CompletionException known && known.getCause() != null ? known.getCause() : fault));
                    return found;
                });
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        dispatch(command, LoggingCallback.INSTANCE);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as its callback says
    private static <R> CommandResultMessage<? extends R> result(Object found) {
        return (CommandResultMessage<? extends R>) GenericCommandResultMessage.asCommandResultMessage(found);
    }

    @SuppressWarnings("unchecked") // an interceptor gives back what it was given, or another of its kind
    private <C> CommandMessage<C> intercept(CommandMessage<C> command) {
        CommandMessage<C> intercepted = command;
        for (MessageDispatchInterceptor<? super CommandMessage<?>> interceptor : dispatchInterceptors) {
            intercepted = (CommandMessage<C>) interceptor.handle(intercepted);
        }
        return intercepted;
    }

    /** Has a command that is not the ledger's handled in the writer's groups; it must not take long. */
    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handles) {
        loop.decideNothingAhead();
        return commands.subscribe(commandName, handles);
    }

    /** Of what is {@link #dispatch dispatched}, by the thread that dispatches it. */
    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        dispatchInterceptors.add(interceptor);
        return () -> dispatchInterceptors.remove(interceptor);
    }

    /** Of every command that no key has answered yet, by whatever way it came, in its unit of work; it must not take long. */
    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        loop.decideNothingAhead();
        return commands.registerHandlerInterceptor(interceptor);
    }

    private CommandGroup.Item enqueue(List<CommandMessage<?>> messages, CommandSession sender, boolean ofMany) {
        return enqueue(new CommandGroup.Item(messages, sender, ofMany, meters, notes, log.traces()));
    }

    /** The state of a budget after everything that is durable, and what was submitted before, one by one. */
    public CompletableFuture<Budget> inspect(BudgetId budget) {
        return enqueue(new CommandGroup.Inspection(budget)).future(Function.identity());
    }

    /** Whether what is submitted will be decided: false once the writer is closed, or its thread has ended. */
    public boolean isAlive() {
        return !closing && !ended;
    }

    /** How its work continues; answered at once, whatever the writer does. */
    public WriterProgress progress() {
        return loop.progress();
    }

    /** What has become of snapshots since the start. */
    public SnapshotProgress snapshots() {
        return streams.snapshots();
    }

    public WriterSettings settings() {
        return settings;
    }

    private <T extends Task<?>> T enqueue(T task) {
        PostingStop stop = gate.stop();
        if (stop != null && !task.messages().isEmpty()) {
            task.fail(new PostingStoppedException(stop));
            return task;
        }
        try {
            boolean queued = false;
            long deadline = task.since() + settings.patience().toNanos();
            while (!queued && isAlive() && System.nanoTime() - deadline < 0) {
                queued = queue.offer(task, POLL_MILLIS);
            }
            if (!queued) {
                task.fail(isAlive() ? new LedgerBusyException() : stopping());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.fail(new IllegalStateException(e));
        }
        if (ended) {
            failWaiting(); // the thread may have looked for the last time before this task was there
        }
        return task;
    }

    private static LogUnavailableException stopping() {
        return new LogUnavailableException(new IllegalStateException("the ledger is stopping"));
    }

    private void failWaiting() {
        for (Task<?> task = queue.poll(); task != null; task = queue.poll()) {
            task.fail(stopping());
        }
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty() || loop.isCommitting()) {
                loop.next();
            }
        } finally {
            ended = true;
            loop.end();
            failWaiting();
            loop.close();
            streams.close(stopping());
        }
        events.shutDown();
    }

    /** Commits what is queued, then stops. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
