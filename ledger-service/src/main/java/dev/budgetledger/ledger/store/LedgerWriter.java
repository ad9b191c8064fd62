package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.log.ContradictedHistoryException;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.Head;
import dev.budgetledger.ledger.log.Head.ExpectedHead;
import dev.budgetledger.ledger.log.Pipeline;
import dev.budgetledger.ledger.log.TreeEdge;
import dev.budgetledger.ledger.store.PostingGate.PostingStop;
import dev.budgetledger.ledger.store.PostingGate.PostingStoppedException;
import dev.budgetledger.ledger.store.StreamAggregate.BudgetAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.CatalogueAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.ClientKeysAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.FormAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.RefusalsAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.StreamAggregateFactory;
import dev.budgetledger.workers.RecurringFault;

/**
 * The one writer of a ledger in this process, Axon's command bus: takes what is waiting, decides it in order and commits it as a group.
 *
 * <p>A group is one root unit of work of Axon and one database transaction under the append lock; each command is a
 * nested unit of work, so that a fault in one leaves its neighbours alone. Commands see the commands before them, so
 * there are no lost updates, no locks between aggregates and no deadlocks. Another instance on the same database is
 * noticed by the log's head under the lock; what it appended is then played into memory.
 *
 * <p>While many wait, a second thread commits a group and the next is decided meanwhile, before it has the lock, on what the one before
 * leaves, its commands in the unit of work of the group. If that one fails, the next is dropped and decided again. Else it takes the lock,
 * and writes nothing unless the log ends where it was taken to end and its keys are unknown ({@link FactLog#requireHead}): if not, it is
 * decided again under the lock.
 *
 * <p>A command to a budget that is too long to be read within a group waits beside the groups until it has been read, and so do
 * those that must not overtake it.
 *
 * <p>A future completes after the commit is durable, one that only asks too: what it was told would otherwise be of a group
 * that may never be. It fails with {@link LogUnavailableException} if the database fails, and nothing then tells whether the
 * group was committed: retry with the same idempotency key.
 */
public final class LedgerWriter implements CommandBus, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(LedgerWriter.class);
    private static final int TASKS_PER_GROUP_MAX = 1024;

    /** No group is larger in memory, nor for the database, than this many lines and one command more. */
    private static final int WEIGHT_PER_GROUP_MAX = 16_384;

    /**
     * A group that is heavier, one large batch, may take its time between two statements, and so may one after a group that
     * failed: it reads budgets again, and may have failed by that. Others are disconnected by the database.
     */
    private static final String DECIDE_LONGER = "select set_config('idle_in_transaction_session_timeout', '60s', true)";

    /** With fewer waiting, the next group is decided once the one before it is durable: it would only be smaller. */
    private static final int TASKS_AHEAD_MIN = 256;

    /** So many groups are decided under the lock after one was overtaken: another instance records too, or a client asks again. */
    private static final int GROUPS_UNDER_LOCK = 16;

    private static final int QUEUE_CAPACITY = 4096;
    private static final long POLL_MILLIS = 100;
    private static final long POLL_FOR_PARKED_MILLIS = 1;

    private final DataSource dataSource;
    private final FactLog log;
    private final Runnable afterCommit;
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
    private final LedgerCommandHandler handler;
    private final EmbeddedEventStore events;
    private final BlockingQueue<Task<?>> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final Thread thread;
    private volatile boolean closing;
    /** Once it is set, nothing that is queued is taken any more. */
    private volatile boolean ended;
    private volatile long lastProgress = System.nanoTime();
    /** The oldest command of the group under way. */
    private volatile @Nullable Task<?> underWay;
    private final RecurringFault faults = new RecurringFault(LOGGER, "The writer cannot do its work");
    private volatile @Nullable String trouble = "not started";
    private long lastTried;
    private boolean failed;
    private final ExecutorService committer =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("ledger-committer").factory());
    /** Of whichever thread commits: the committer's, or the writer's own while that one does nothing. */
    private final TreeEdge edge = new TreeEdge();
    /** False once there is other code in the units of work: what it does after a commit is done after the commit then. */
    private volatile boolean decidesAhead = true;
    /** The group that is being committed. */
    private volatile @Nullable GroupCommit underCommit;
    /** The last group that was decided, if it is not known to have failed. */
    private @Nullable LogTransaction lastDecided;
    private int underLockFor;
    /** Why the group in hand could not be decided before it had the lock. */
    private @Nullable Throwable faultAhead;

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
        this.dataSource = dataSource;
        this.log = log;
        this.afterCommit = afterCommit;
        this.gate = gate;
        this.settings = settings;
        this.meters = meters;
        this.notes = notes;
        lastTried = lastProgress - settings.heartbeat().toNanos();
        streams = new GroupStreams(beside, log, memory);
        GroupStorageEngine engine = new GroupStorageEngine(log, beside, streams.memory());
        events = EmbeddedEventStore.builder().storageEngine(engine).build();
        handler = new LedgerCommandHandler(
                repository(budgets, engine), repository(CatalogueAggregate.FACTORY, engine), repository(FormAggregate.FACTORY, engine),
                repository(ClientKeysAggregate.FACTORY, engine), repository(RefusalsAggregate.FACTORY, engine),
                log, budgets, streams::require);
        handler.subscribe(commands);
        commands.registerHandlerInterceptor(new IdempotencyInterceptor());
        thread = Thread.ofPlatform().name("ledger-writer").start(this::run);
    }

    private <T> Repository<T> repository(StreamAggregateFactory<T> factory, GroupStorageEngine engine) {
        return new Aggregates<>(EventSourcingRepository.builder(factory.type())
                .aggregateFactory(factory)
                .eventStore(events)
                // Only the writer's thread comes here.
                .lockFactory(NullLockFactory.INSTANCE), engine);
    }

    /** Queues a command; waits while the queue is full. */
    public CompletableFuture<Outcome> submit(Submission submission) {
        return submit(submission, new CommandSession());
    }

    /**
     * Queues a command after those that its sender submitted before; waits while the queue is full. Once one of them has
     * no outcome, it has none either: it was meant to be decided on what that one left.
     */
    public CompletableFuture<Outcome> submit(Submission submission, CommandSession sender) {
        return enqueue(List.of(submission.message()), sender).future(Outcome.class::cast);
    }

    /**
     * Queues commands of which all are recorded, in one commit, or none; waits while the queue is full. Each is decided on
     * what those before it would leave. A refusal of one of several is not kept under its idempotency key.
     */
    public CompletableFuture<Outcomes> submitAll(List<Submission> submissions) {
        return enqueue(submissions.stream().<CommandMessage<?>>map(Submission::message).toList(), new CommandSession())
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
        var _ = enqueue(List.of(Submission.message(intercepted)), new CommandSession())
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
        decidesAhead = false;
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
        decidesAhead = false;
        return commands.registerHandlerInterceptor(interceptor);
    }

    private CommandGroup.Item enqueue(List<CommandMessage<?>> messages, CommandSession sender) {
        return enqueue(new CommandGroup.Item(messages, sender, meters, notes, log.traces()));
    }

    /** The state of a budget after everything submitted before. */
    public CompletableFuture<Budget> inspect(BudgetId budget) {
        return enqueue(new CommandGroup.Inspection(budget)).future(Function.identity());
    }

    /** Whether what is submitted will be decided: false once the writer is closed, or its thread has ended. */
    public boolean isAlive() {
        return !closing && !ended;
    }

    /** How its work continues; answered at once, whatever the writer does. */
    public WriterProgress progress() {
        GroupCommit committing = underCommit;
        Task<?> oldest = committing != null && !committing.tasks().isEmpty() ? committing.tasks().getFirst() : underWay;
        if (oldest == null) {
            oldest = queue.peek();
        }
        long now = System.nanoTime();
        return new WriterProgress(Duration.ofNanos(now - lastProgress),
                oldest == null ? Duration.ZERO : Duration.ofNanos(now - oldest.since()), trouble);
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
                queued = queue.offer(task, POLL_MILLIS, TimeUnit.MILLISECONDS);
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
        List<Task<?>> group = new ArrayList<>(TASKS_PER_GROUP_MAX);
        try {
            while (!closing || !queue.isEmpty() || underCommit != null) {
                takeGroup(group);
            }
        } finally {
            ended = true;
            OutcomeUnknownException unknown = new OutcomeUnknownException(new IllegalStateException("the writer has ended"));
            GroupCommit committing = underCommit;
            if (committing != null) {
                committing.tasks().forEach(task -> task.fail(unknown));
            }
            group.forEach(task -> task.fail(unknown));
            failWaiting();
            committer.close();
            streams.close(stopping());
        }
        events.shutDown();
    }

    private void takeGroup(List<Task<?>> group) {
        try {
            group.clear();
            awaitCommitOrMany();
            group.addAll(streams.begin());
            int weight = group.stream().mapToInt(Task::weight).sum();
            long wait = !group.isEmpty() || underCommit != null ? 0 : streams.anyParked() ? POLL_FOR_PARKED_MILLIS : POLL_MILLIS;
            Task<?> next = queue.poll(wait, TimeUnit.MILLISECONDS);
            while (next != null) {
                if (next.take()) {
                    group.add(next);
                    weight += next.weight();
                }
                boolean full = group.size() >= TASKS_PER_GROUP_MAX || weight >= WEIGHT_PER_GROUP_MAX;
                next = full ? null : queue.poll();
            }
            if (!group.isEmpty()) {
                underWay = group.getFirst();
                decide(group, weight);
            } else if (underCommit == null && System.nanoTime() - lastTried >= settings.heartbeat().toNanos()) {
                heartbeat();
            }
        } catch (Throwable fault) { // whatever it is, the next group is tried
            var _ = settle(); // what is on its way is no part of it
            failed(group, fault);
        } finally {
            underWay = null;
        }
    }

    private void failed(List<Task<?>> group, Throwable fault) {
        failed = true;
        lastDecided = null;
        streams.failed(fault);
        RuntimeException answer = told(fault);
        group.forEach(task -> task.fail(answer));
        faults.happened(fault);
        trouble = answer.getMessage();
    }

    /**
     * Waits for the group under commit, or until enough wait that the next is decided meanwhile. A group that begins with what was parked,
     * or parks, is never decided ahead: should the one before it be decided again, nothing of the later one has taken its place.
     */
    private void awaitCommitOrMany() throws InterruptedException {
        GroupCommit committing = underCommit;
        while (committing != null && !committing.isDone() && (streams.anyParked() || queue.size() < TASKS_AHEAD_MIN)) {
            committing.await(1);
        }
        if (committing != null && committing.isDone()) {
            var _ = settle();
        }
    }

    /** Decides a group, and has it committed: before it has the lock, if what it is decided on is known. */
    private void decide(List<Task<?>> tasks, int weight) throws SQLException {
        ExpectedHead expected = expectedHead(weight);
        GroupCommit decided = expected == null ? null : decideAhead(tasks, expected);
        boolean onWhatIsTrue = settle();
        if (faultAhead != null) {
            streams.failed(faultAhead);
            faultAhead = null;
        }
        if (decided != null && onWhatIsTrue) {
            commit(decided);
            return;
        }
        if (decided != null) {
            decided.transaction().drop();
        }
        decideUnderLock(tasks, weight);
    }

    /** Where the log will end after the group under commit, null if a group has to look under the lock. */
    private @Nullable ExpectedHead expectedHead(int weight) {
        LogTransaction last = underCommit == null ? null : lastDecided;
        if (underLockFor > 0) {
            underLockFor--;
            return null;
        }
        return last == null || !decidesAhead || failed || weight > WEIGHT_PER_GROUP_MAX || last.head().implausible() != null
                        || gate.stop() != null || !streams.isSound()
                ? null
                : log.expectHead(last.end(), last.head().now());
    }

    /** @return null if it has to be decided under the lock after all */
    private @Nullable GroupCommit decideAhead(List<Task<?>> tasks, ExpectedHead expected) {
        lastTried = System.nanoTime();
        LogTransaction transaction = null;
        try {
            GroupCommit before = underCommit;
            Connection connection = dataSource.getConnection();
            transaction = LogTransaction.ahead(
                    connection, expected, GroupAnswers.ahead(before == null ? null : before.transaction().answers()),
                    before == null ? null : before.durable());
            connection.setAutoCommit(false);
            streams.readWithoutParking(connection, tasks);
            perform(tasks, new CommandGroup(commands, handler, null), transaction);
            return decided(tasks, transaction);
        } catch (Throwable fault) { // whatever it is, under the lock it is told
            faultAhead = fault;
            if (transaction != null) {
                transaction.drop();
            }
            return null;
        }
    }

    /** What its tasks found out stays with them until it is durable. */
    private GroupCommit decided(List<Task<?>> tasks, LogTransaction transaction) {
        streams.park(tasks);
        long since = tasks.isEmpty() ? lastTried : tasks.getFirst().since(); // none if all of them wait for a later group
        return new GroupCommit(tasks, transaction, streams.after(transaction), since, lastTried);
    }

    private void commit(GroupCommit decided) {
        boolean handedOver = decidesAhead && queue.size() >= TASKS_AHEAD_MIN;
        if (handedOver) {
            handOver(decided);
        } else { // that costs more than what is decided meanwhile is worth
            run(decided);
        }
        streams.follow(decided.states());
        lastDecided = decided.transaction();
        underCommit = decided;
        if (!handedOver) {
            var _ = settle();
        }
    }

    private void handOver(GroupCommit decided) {
        try {
            committer.execute(() -> run(decided));
        } catch (Throwable nobodyThere) {
            decided.transaction().drop();
            throw nobodyThere;
        }
    }

    private void run(GroupCommit decided) {
        decided.run(log, edge, () -> progressed(decided.transaction().head()), afterCommit);
    }

    /** Waits for the group under commit; whether what was decided on it was decided on what is true. */
    private boolean settle() {
        GroupCommit committing = underCommit;
        if (committing == null) {
            return true;
        }
        try {
            committing.await();
            streams.committed(committing.transaction());
            failed = false;
            faults.over();
            if (!committing.tasks().isEmpty()) {
                meters.committed(committing.tasks().size(), Duration.ofNanos(committing.begun() - committing.since()),
                        Duration.ofNanos(lastProgress - committing.begun()));
            }
            underCommit = null;
            return true;
        } catch (DecideAgainException overtaken) {
            underCommit = null;
            streams.failed(new LogUnavailableException(overtaken));
            again(new ArrayList<>(committing.tasks()));
            return false;
        } catch (Throwable fault) {
            failed(committing.tasks(), fault);
            underCommit = null;
            return false;
        }
    }

    /** Decides once more what somebody else has overtaken, before anything after it. */
    private void again(List<Task<?>> tasks) {
        lastDecided = null;
        underLockFor = GROUPS_UNDER_LOCK;
        try {
            decideUnderLock(tasks, tasks.stream().mapToInt(Task::weight).sum());
            var _ = settle();
        } catch (Throwable fault) {
            failed(tasks, fault);
        }
    }

    private RuntimeException told(Throwable fault) {
        PostingStop stop = fault instanceof ContradictedHistoryException ? gate.stop() : null;
        if (stop != null) {
            return new PostingStoppedException(stop);
        }
        return fault instanceof LogUnavailableException || fault instanceof OutcomeUnknownException
                ? (RuntimeException) fault
                : new LogUnavailableException(fault);
    }

    private void decideUnderLock(List<Task<?>> tasks, int weight) throws SQLException {
        CommandGroup group = new CommandGroup(commands, handler, gate.stop());
        lastTried = System.nanoTime();
        streams.again();
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(false);
            if (weight > WEIGHT_PER_GROUP_MAX || failed) {
                Pipeline longer = new Pipeline(connection);
                longer.execute(DECIDE_LONGER);
                longer.flush();
            }
            streams.readAhead(connection, tasks);
            Pipeline first = new Pipeline(connection);
            Pipeline.Result<Head> head = log.lockHead(first);
            group.prepare(first, tasks);
            first.flush();
            LogTransaction transaction = new LogTransaction(connection, head.get(), group.answers());
            streams.catchUp(connection, transaction.head().position());
            perform(tasks, group, transaction);
            commit(decided(tasks, transaction));
        } catch (Throwable fault) {
            connection.close();
            throw fault;
        }
    }

    /** Finds out, while nothing is posted, whether it could be. */
    private void heartbeat() throws SQLException {
        lastTried = System.nanoTime();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Head head = log.lockHead(connection);
            connection.rollback();
            progressed(head);
            faults.over();
        }
    }

    private void progressed(Head head) {
        lastProgress = System.nanoTime();
        trouble = head.implausible();
    }

    private void perform(List<Task<?>> tasks, CommandGroup group, LogTransaction transaction) {
        UnitOfWork<Message<?>> root = DefaultUnitOfWork.startAndGet(null);
        try {
            transaction.bind(root);
            if (!decidesAhead && !transaction.isAhead()) {
                root.onCommit(_ -> finish(transaction));
            }
            for (Task<?> task : tasks) {
                String needed = streams.mustWait(task) ? null : group.perform(task);
                if (needed != null && transaction.isAhead()) {
                    throw new DecideAgainException(null);
                }
                if (needed != null) {
                    streams.putOff(task, List.of(needed));
                }
            }
            root.commit();
        } catch (Throwable fault) {
            RuntimeException known = transaction.failed(fault);
            abandon(root, known);
            throw known;
        }
    }

    /** However far the units of work have come, the next group begins with none. */
    private static void abandon(UnitOfWork<?> root, RuntimeException fault) {
        try {
            if (root.isActive() && root.isCurrent()) {
                root.rollback(fault);
            }
        } catch (Throwable more) {
            fault.addSuppressed(more);
        } finally {
            while (CurrentUnitOfWork.isStarted()) {
                CurrentUnitOfWork.clear(CurrentUnitOfWork.get());
            }
        }
    }

    private void finish(LogTransaction transaction) {
        try {
            transaction.commit(log, edge);
        } catch (SQLException e) {
            edge.forget();
            throw new LogUnavailableException(e);
        } catch (Throwable e) {
            edge.forget();
            throw e;
        }
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
