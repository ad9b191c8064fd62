package dev.budgetledger.ledger.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tasks that wait beside the groups for a long stream to be read, and those that must not overtake them. For the one thread of the
 * {@link LedgerWriter} only.
 */
final class ParkedTasks {

    private static final int TASKS_MAX = 2048;

    private final ColdStreams cold;
    private final List<Waiting> waiting = new ArrayList<>();
    private final HeldBack held = new HeldBack();

    /** @param needed the streams that have to be read first, none if it only waits for those before it */
    record Waiting(Task<?> task, Collection<String> needed) {}

    ParkedTasks(ColdStreams cold) {
        this.cold = cold;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether a task that comes now must wait after one that waits. */
    boolean holds(Task<?> task) {
        return held.holds(task);
    }

    /** Has a task that comes now wait. */
    void park(Waiting next) {
        if (waiting.size() >= TASKS_MAX) {
            next.task.fail(new LedgerBusyException());
            return;
        }
        waiting.add(next);
        hold(next);
    }

    /** Has tasks wait that those which wait already must not overtake. */
    void parkFirst(List<Waiting> tasks) {
        waiting.addAll(0, tasks);
        tasks.forEach(this::hold);
    }

    private void hold(Waiting next) {
        next.needed.forEach(cold::load);
        held.behind(next.task);
        next.task.putOff();
    }

    /**
     * Takes out those that need not wait any longer, in their order. Those whose stream could not be read fail, and those that nobody
     * waits for any more are forgotten.
     */
    List<Task<?>> ready() {
        List<Task<?>> ready = new ArrayList<>();
        held.clear();
        waiting.removeIf(next -> {
            if (held.holds(next.task) || next.needed.stream().anyMatch(cold::isLoading)) {
                held.behind(next.task);
                return false;
            }
            Optional<Throwable> failure = next.needed.stream().map(cold::failure).filter(Objects::nonNull).findFirst();
            if (failure.isPresent()) {
                next.task.fail(new LogUnavailableException(failure.get()));
            } else if (next.task.take()) {
                ready.add(next.task);
            }
            return true;
        });
        return ready;
    }

    void failAll(RuntimeException why) {
        waiting.forEach(each -> each.task.fail(why));
        waiting.clear();
        held.clear();
    }
}
