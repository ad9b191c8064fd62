package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.Head;
import dev.budgetledger.ledger.log.RoundTrip;

/**
 * The one writer of a ledger in this process: takes what is waiting, decides it in order and commits it as a group.
 *
 * <p>A group is one root unit of work of Axon and one database transaction under the append lock; each command is a
 * nested unit of work, so that a fault in one leaves its neighbours alone. Commands see the commands before them, so
 * there are no lost updates, no locks between aggregates and no deadlocks. Another instance on the same database is
 * noticed by the log's head under the lock; the aggregates in memory are then read anew.
 *
 * <p>A future completes after the commit is durable. It fails with {@link LogUnavailableException} if the database
 * fails, and nothing then tells whether the group was committed: retry with the same idempotency key.
 */
public final class LedgerWriter implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(LedgerWriter.class);
    private static final int LARGEST_GROUP = 1024;
    private static final int QUEUE_CAPACITY = 4096;
    private static final int AGGREGATES_IN_MEMORY = 10_000;

    private final DataSource dataSource;
    private final FactLog log;
    private final Runnable afterCommit;
    private final AggregateCache cache = new AggregateCache(AGGREGATES_IN_MEMORY);
    private final CommandBus commands = SimpleCommandBus.builder().build();
    private final EmbeddedEventStore events;
    private final BlockingQueue<Task> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final Thread thread;
    private volatile boolean closing;
    private long lastPosition;

    /** Something the writer does in its turn. */
    private sealed interface Task {
        CompletableFuture<?> promise();

        default void fail(RuntimeException why) {
            promise().completeExceptionally(why);
        }

        record Submit(CommandGroup.Item item) implements Task {
            @Override
            public CompletableFuture<?> promise() {
                return item.promise;
            }

            @Override
            public void fail(RuntimeException why) {
                item.fail(why);
            }
        }

        record Inspect(BudgetId budget, CompletableFuture<Budget> promise) implements Task {}
    }

    /** @param afterCommit told after every commit that added facts; must return at once */
    public LedgerWriter(DataSource dataSource, FactLog log, Runnable afterCommit) {
        this.dataSource = dataSource;
        this.log = log;
        this.afterCommit = afterCommit;
        events = EmbeddedEventStore.builder().storageEngine(new LogStorageEngine(log)).build();
        new AnnotationCommandHandlerAdapter<>(
                new SubmissionHandler(
                repository(BudgetAggregate.FACTORY), repository(CatalogueAggregate.FACTORY), log))
                .subscribe(commands);
        thread = Thread.ofPlatform().name("ledger-writer").start(this::run);
    }

    private <T> Repository<T> repository(ShellFactory<T> factory) {
        return EventSourcingRepository.builder(factory.type())
                .aggregateFactory(factory)
                .eventStore(events)
                .cache(cache)
                // Only the writer's thread comes here.
                .lockFactory(NullLockFactory.INSTANCE)
                .build();
    }

    /** Queues a command; waits while the queue is full. */
    public CompletableFuture<Outcome> submit(Submission submission) {
        return submit(submission, new Sender());
    }

    /**
     * Queues a command behind those that its sender submitted before; waits while the queue is full. Once one of them has
     * no outcome because the log was unavailable, it has none either: it was meant to be decided on what that one left.
     */
    public CompletableFuture<Outcome> submit(Submission submission, Sender sender) {
        return submit(new CommandGroup.Item(List.of(submission), sender)).thenApply(outcomes -> switch (outcomes) {
            case Outcomes.Accepted(List<Outcome.Accepted> each) -> each.getFirst();
            case Outcomes.Refused(_, Outcome.Refused refused) -> refused;
        });
    }

    /**
     * Queues commands of which all are recorded, in one commit, or none; waits while the queue is full. Each is decided on
     * what those before it would leave. A refusal of one of several is not kept under its idempotency key.
     */
    public CompletableFuture<Outcomes> submitAll(List<Submission> submissions) {
        return submit(new CommandGroup.Item(submissions, new Sender()));
    }

    private CompletableFuture<Outcomes> submit(CommandGroup.Item item) {
        enqueue(new Task.Submit(item));
        return item.promise;
    }

    /** The state of a budget after everything submitted before. */
    public CompletableFuture<Budget> inspect(BudgetId budget) {
        CompletableFuture<Budget> promise = new CompletableFuture<>();
        enqueue(new Task.Inspect(budget, promise));
        return promise;
    }

    private void enqueue(Task task) {
        if (closing) {
            task.fail(new LogUnavailableException(new IllegalStateException("the ledger is stopping")));
            return;
        }
        try {
            queue.put(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.promise().completeExceptionally(e);
        }
    }

    private void run() {
        List<Task> group = new ArrayList<>(LARGEST_GROUP);
        while (!closing || !queue.isEmpty()) {
            try {
                group.clear();
                Task first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, LARGEST_GROUP - 1);
                    commit(group);
                }
            } catch (Throwable fault) { // whatever it is, the next group is tried
                LOGGER.error("A group of {} commands was not committed", group.size(), fault);
                cache.removeAll();
                RuntimeException answer = fault instanceof LogUnavailableException known
                        ? known
                        : new LogUnavailableException(fault);
                group.forEach(task -> task.fail(answer));
            }
        }
        events.shutDown();
    }

    private void commit(List<Task> tasks) throws SQLException {
        List<CommandGroup.Item> items = tasks.stream()
                .filter(Task.Submit.class::isInstance)
                .map(task -> ((Task.Submit) task).item())
                .toList();
        CommandGroup group = new CommandGroup(commands);
        LogTransaction transaction;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            RoundTrip first = new RoundTrip(connection);
            RoundTrip.Answer<Head> head = log.lockHead(first);
            group.prepare(first, items);
            first.make();
            transaction = new LogTransaction(connection, head.get());
            refreshMemory(transaction.head());
            UnitOfWork<Message<?>> root = DefaultUnitOfWork.startAndGet(null);
            try {
                transaction.bind(root);
                root.onCommit(_ -> finish(group, transaction));
                tasks.forEach(task -> perform(task, group));
                root.commit();
            } catch (Exception | LinkageError fault) {
                if (root.isActive()) {
                    root.rollback(fault);
                }
                connection.rollback();
                throw fault;
            }
        }
        lastPosition = transaction.head().position() + transaction.facts().size();
        group.complete();
        if (!transaction.facts().isEmpty()) {
            afterCommit.run();
        }
    }

    private void refreshMemory(Head head) {
        if (head.position() != lastPosition) {
            cache.removeAll();
            lastPosition = head.position();
        }
    }

    private void perform(Task task, CommandGroup group) {
        switch (task) {
            case Task.Submit submit -> group.decide(submit.item());
            case Task.Inspect inspect -> commands.<Object, Budget>dispatch(
                    new GenericCommandMessage<>(new SubmissionHandler.Inspection(inspect.budget())), (_, result) -> {
                        if (result.isExceptional()) {
                            inspect.promise().completeExceptionally(result.exceptionResult());
                        } else {
                            inspect.promise().complete(result.getPayload());
                        }
                    });
        }
    }

    private static void finish(CommandGroup group, LogTransaction transaction) {
        try {
            group.settle(transaction);
            transaction.commit();
        } catch (SQLException e) {
            throw new LogUnavailableException(e);
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
