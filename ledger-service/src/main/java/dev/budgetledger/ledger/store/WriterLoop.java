package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.ledger.log.ContradictedHistoryException;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.Head;
import dev.budgetledger.ledger.log.Head.ExpectedHead;
import dev.budgetledger.ledger.log.Pipeline;
import dev.budgetledger.ledger.log.TreeEdge;
import dev.budgetledger.ledger.store.PostingGate.PostingStop;
import dev.budgetledger.ledger.store.PostingGate.PostingStoppedException;
import dev.budgetledger.workers.RecurringFault;

/**
 * Group after group of the {@link LedgerWriter}: takes what is waiting, decides it in order and has it committed. For its one thread
 * only, but for {@link #progress} and {@link #decideNothingAhead}.
 *
 * <p>While many wait, a second thread commits a group and the next is decided meanwhile, before it has the lock, on what the one before
 * leaves, its commands in the unit of work of the group. If that one fails, the next is dropped and decided again. Else it takes the lock,
 * and writes nothing unless the log ends where it was taken to end and its keys are unknown ({@link FactLog#requireHead}): if not, it is
 * decided again under the lock.
 */
final class WriterLoop {

    private static final Logger LOGGER = LoggerFactory.getLogger(LedgerWriter.class);
    private static final int TASKS_PER_GROUP_MAX = 1024;

    /** A group in which somebody waits alone is filled up to so many with what comes in rows: he waits for all of it. */
    private static final int TASKS_BESIDE_ALONE_MAX = 256;

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

    private static final long POLL_MILLIS = 100;
    private static final long POLL_FOR_PARKED_MILLIS = 1;

    private final DataSource dataSource;
    private final FactLog log;
    private final Runnable afterCommit;
    private final PostingGate gate;
    private final Duration heartbeat;
    private final WriterMeters meters;
    private final GroupStreams streams;
    private final CommandBus commands;
    private final LedgerCommandHandler handler;
    private final WaitingTasks queue;
    private volatile long lastProgress = System.nanoTime();
    /** The oldest command of the group under way. */
    private volatile @Nullable Task<?> underWay;
    private final RecurringFault faults = new RecurringFault(LOGGER, "The writer cannot do its work");
    private volatile @Nullable String trouble = "not started";
    private final List<Task<?>> group = new ArrayList<>(TASKS_PER_GROUP_MAX);
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

    /**
     * @param commands handles each command in the unit of work of its group
     * @param queue what waits for a group
     */
    WriterLoop(DataSource dataSource, FactLog log, Runnable afterCommit, PostingGate gate, Duration heartbeat, WriterMeters meters,
            GroupStreams streams, CommandBus commands, LedgerCommandHandler handler, WaitingTasks queue) {
        this.dataSource = dataSource;
        this.log = log;
        this.afterCommit = afterCommit;
        this.gate = gate;
        this.heartbeat = heartbeat;
        this.meters = meters;
        this.streams = streams;
        this.commands = commands;
        this.handler = handler;
        this.queue = queue;
        lastTried = lastProgress - heartbeat.toNanos();
    }

    /** From now on each group is decided under the lock. */
    void decideNothingAhead() {
        decidesAhead = false;
    }

    /** How its work continues; answered at once, whatever it does. */
    WriterProgress progress() {
        GroupCommit committing = underCommit;
        Task<?> oldest = committing != null && !committing.tasks().isEmpty() ? committing.tasks().getFirst() : underWay;
        if (oldest == null) {
            oldest = queue.oldest();
        }
        long now = System.nanoTime();
        return new WriterProgress(Duration.ofNanos(now - lastProgress),
                oldest == null ? Duration.ZERO : Duration.ofNanos(now - oldest.since()), trouble);
    }

    /** Whether a group is on its way to be durable. */
    boolean isCommitting() {
        return underCommit != null;
    }

    /** Nothing is taken any more: what is in hand has no outcome. */
    void end() {
        OutcomeUnknownException unknown = new OutcomeUnknownException(new IllegalStateException("the writer has ended"));
        GroupCommit committing = underCommit;
        if (committing != null) {
            committing.tasks().forEach(task -> task.fail(unknown));
        }
        group.forEach(task -> task.fail(unknown));
    }

    void close() {
        committer.close();
    }

    /** Takes what waits, or waits a little for it, and decides it: the group before it is durable by then, or on its way. */
    void next() {
        try {
            group.clear();
            awaitCommitOrMany();
            group.addAll(streams.begin());
            int weight = group.stream().mapToInt(Task::weight).sum();
            long wait = !group.isEmpty() || underCommit != null ? 0 : streams.anyParked() ? POLL_FOR_PARKED_MILLIS : POLL_MILLIS;
            boolean someAlone = false;
            Task<?> next = queue.poll(wait);
            while (next != null) {
                if (next.take()) {
                    group.add(next);
                    weight += next.weight();
                    someAlone |= !next.isOfMany();
                }
                boolean full = group.size() >= (someAlone && next.isOfMany() ? TASKS_BESIDE_ALONE_MAX : TASKS_PER_GROUP_MAX)
                        || weight >= WEIGHT_PER_GROUP_MAX;
                next = full ? null : queue.poll();
            }
            if (!group.isEmpty()) {
                underWay = group.getFirst();
                decide(group, weight);
            } else if (underCommit == null && System.nanoTime() - lastTried >= heartbeat.toNanos()) {
                heartbeat();
            }
        } catch (Throwable fault) { // whatever it is, the next group is tried
            var _ = settle(); // what is on its way is no part of it
            failed(group, fault);
        } finally {
            underWay = null;
        }
    }

    private void failed(List<Task<?>> tasks, Throwable fault) {
        failed = true;
        lastDecided = null;
        streams.failed(fault);
        RuntimeException answer = told(fault);
        tasks.forEach(task -> task.fail(answer));
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
}
