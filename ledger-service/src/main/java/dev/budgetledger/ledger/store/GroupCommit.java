package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.TreeEdge;

/**
 * A group that was decided, on its way to be durable; the next is decided meanwhile.
 *
 * @param tasks what is told once it is durable
 * @param states of the streams that it adds to, after it
 * @param since when the first of the tasks was submitted
 * @param begun when the group was begun, by {@link System#nanoTime}
 */
record GroupCommit(List<Task<?>> tasks, LogTransaction transaction, Map<String, VersionedState> states, long since, long begun,
        CompletableFuture<Void> durable) {

    GroupCommit(List<Task<?>> tasks, LogTransaction transaction, Map<String, VersionedState> states, long since, long begun) {
        this(List.copyOf(tasks), transaction, states, since, begun, new CompletableFuture<>());
    }

    /**
     * Commits it, if that has not been done, and tells what was found out.
     *
     * @param beforeTold once it is durable
     * @param afterCommit once it is told, if it added facts
     */
    void run(FactLog log, TreeEdge edge, Runnable beforeTold, Runnable afterCommit) {
        try {
            try (Connection _ = transaction.session()) {
                commit(log, edge);
                log.history().recorded(transaction.end());
                beforeTold.run();
                tasks.forEach(task -> task.tell(transaction.committed()));
                if (!transaction.facts().isEmpty()) {
                    afterCommit.run();
                }
            }
            durable.complete(null);
        } catch (Throwable fault) { // whatever it is, the writer's thread is told
            durable.completeExceptionally(fault);
        }
    }

    private void commit(FactLog log, TreeEdge edge) {
        try {
            if (!transaction.isCommitted()) {
                transaction.commit(log, edge);
            }
        } catch (Throwable fault) {
            edge.forget();
            throw transaction.failed(fault);
        }
    }

    boolean isDone() {
        return durable.isDone();
    }

    /** Waits until it is done, or as long as this. */
    void await(long millis) throws InterruptedException {
        try {
            durable.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // who asks for the outcome finds it
        }
    }

    /** Waits until it is durable; fails as it failed. */
    void await() throws Throwable {
        try {
            durable.get();
        } catch (ExecutionException fault) {
            throw fault.getCause() == null ? fault : fault.getCause();
        }
    }

    /** Whether one became durable, after a wait. */
    static boolean isDurable(CompletableFuture<Void> durable) {
        durable.handle((_, _) -> true).join();
        return !durable.isCompletedExceptionally();
    }
}
