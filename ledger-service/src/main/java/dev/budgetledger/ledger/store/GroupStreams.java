package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoredFact;

/**
 * The streams that groups need: what a group names and is not in memory is read before the lock is taken; what other instances have
 * appended since is played into memory under it; a stream that is too long for that is read beside the groups, while the tasks
 * that need it are parked. For the one thread of the {@link LedgerWriter} only.
 */
final class GroupStreams {

    /** Further behind than this, memory is read again and not caught up. */
    private static final int FACTS_TO_CATCH_UP_MAX = 10_000;

    private final FactLog log;
    private final SnapshotWriter snapshots;
    private final StreamStateReader reader;
    private final StreamMemory memory;
    private final ColdStreams cold;
    private final ParkedTasks parked;
    private final SnapshotReconciliation reconciliation;
    private final List<ParkedTasks.Waiting> putOff = new ArrayList<>();
    private final HeldBack heldBack = new HeldBack();
    private int ready;

    GroupStreams(DataSource beside, FactLog log, MemorySettings settings) {
        this.log = log;
        snapshots = new SnapshotWriter(beside, settings.seal());
        reader = new StreamStateReader(log, settings.seal(), snapshots);
        memory = new StreamMemory(settings.bytes(), snapshots);
        cold = new ColdStreams(beside, reader);
        parked = new ParkedTasks(cold);
        reconciliation = new SnapshotReconciliation(beside, log, reader, snapshots);
    }

    StreamMemory memory() {
        return memory;
    }

    SnapshotProgress snapshots() {
        return reconciliation.progress();
    }

    /** Whether tasks wait that may be ready any moment. */
    boolean anyParked() {
        return !parked.isEmpty();
    }

    /** The tasks that a new group begins with: those that were parked and need not wait any longer. */
    List<Task<?>> begin() {
        putOff.clear();
        heldBack.clear();
        List<Task<?>> first = parked.isEmpty() ? List.of() : parked.ready();
        ready = first.size();
        return first;
    }

    /** Whether what memory has may be decided on before the append lock is had: no state was found to be wrong, and nothing waits. */
    boolean isSound() {
        return !forgetWrong() && parked.isEmpty() && !cold.isLoadingAny();
    }

    private boolean forgetWrong() {
        boolean any = false;
        for (String wrong = reconciliation.takeWrong(); wrong != null; wrong = reconciliation.takeWrong()) {
            memory.remove(wrong);
            any = true;
        }
        return any;
    }

    /** Begins with the tasks in hand once more. */
    void again() {
        putOff.clear();
        heldBack.clear();
    }

    /** Reads what the tasks of a group name and memory does not have; parks those that need more than is read at once. */
    void readAhead(Connection connection, List<Task<?>> tasks) throws SQLException {
        readMissing(connection, tasks);
        if (!parked.isEmpty() || cold.isLoadingAny()) {
            parkWhatWaits(tasks);
        }
    }

    /** @throws DecideAgainException if a task would have to be parked */
    void readWithoutParking(Connection connection, List<Task<?>> tasks) throws SQLException {
        readMissing(connection, tasks);
        if (cold.isLoadingAny()) {
            throw new DecideAgainException(null);
        }
    }

    private void readMissing(Connection connection, List<Task<?>> tasks) throws SQLException {
        var _ = forgetWrong();
        Map<String, VersionedState> done = cold.done();
        Set<String> missing = new LinkedHashSet<>(done.keySet());
        for (Task<?> task : tasks) {
            for (String stream : task.streams()) {
                if (!memory.has(stream) && !cold.isLoading(stream)) {
                    missing.add(stream);
                }
            }
        }
        if (!missing.isEmpty()) {
            keep(reader.read(connection, missing, done));
            cold.forget(done.keySet());
        }
    }

    private void keep(StreamStateReader.Read read) {
        if (memory.isEmpty()) {
            memory.reach(read.position());
        }
        read.whole().forEach(memory::put);
        read.rest().forEach(cold::readOn);
    }

    private void parkWhatWaits(List<Task<?>> tasks) {
        List<ParkedTasks.Waiting> again = new ArrayList<>();
        HeldBack behindThem = new HeldBack();
        List<Task<?>> now = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            Task<?> task = tasks.get(i);
            ParkedTasks.Waiting waiting =
                    new ParkedTasks.Waiting(task, task.streams().stream().filter(cold::isLoading).toList());
            boolean waits = !waiting.needed().isEmpty() || behindThem.holds(task);
            if (i < ready && waits) {
                again.add(waiting);
                behindThem.behind(task);
            } else if (i >= ready && (waits || parked.holds(task))) {
                parked.park(waiting);
            } else {
                now.add(task);
            }
        }
        parked.parkFirst(again);
        tasks.clear();
        tasks.addAll(now);
    }

    /** Plays into memory, under the lock, what others have appended. */
    void catchUp(Connection connection, long position) throws SQLException {
        long behind = position - memory.position();
        if (behind < 0 || behind > FACTS_TO_CATCH_UP_MAX) {
            memory.clear();
        }
        long played = memory.isEmpty() ? position : memory.position();
        while (played < position) {
            List<StoredFact> facts = log.readAfter(connection, played, (int) (position - played));
            facts.forEach(memory::play);
            played = facts.getLast().envelope().position();
        }
        memory.reach(position);
    }

    /** Sees to it that memory has a stream for the group in hand. */
    void require(String stream) {
        if (memory.has(stream)) {
            return;
        }
        if (cold.isLoading(stream)) {
            throw new ColdStreamException(stream);
        }
        try {
            StreamStateReader.Read read = reader.read(
                    LogTransaction.of(CurrentUnitOfWork.get()).session(), List.of(stream), Map.of());
            read.whole().forEach(memory::put);
            read.rest().forEach(cold::readOn);
        } catch (SQLException e) {
            throw new LogUnavailableException(e);
        }
        if (!memory.has(stream)) {
            throw new ColdStreamException(stream);
        }
    }

    /** Whether a task of the group in hand must wait for one that turned out to need a long stream. */
    boolean mustWait(Task<?> task) {
        if (heldBack.holds(task)) {
            putOff(task, List.of());
            return true;
        }
        return false;
    }

    /** Has a task of the group in hand wait for the next. */
    void putOff(Task<?> task, Collection<String> needed) {
        putOff.add(new ParkedTasks.Waiting(task, needed));
        heldBack.behind(task);
    }

    /** Parks what was put off of the group in hand, of which nothing is to be told yet. */
    void park(List<Task<?>> tasks) {
        if (!putOff.isEmpty()) {
            putOff.forEach(waiting -> tasks.remove(waiting.task()));
            parked.parkFirst(putOff);
        }
    }

    /** The states that a group leaves of the streams that it adds to, once it is decided. */
    Map<String, VersionedState> after(LogTransaction transaction) {
        Map<String, List<StoredFact>> added = new HashMap<>();
        for (StoredFact fact : transaction.facts()) {
            added.computeIfAbsent(fact.envelope().stream(), _ -> new ArrayList<>()).add(fact);
        }
        Map<String, VersionedState> after = new HashMap<>();
        added.forEach((stream, facts) -> after.put(stream, VersionedState.after(
                memory.get(stream), facts, state -> transaction.evolved(stream, state, facts))));
        return after;
    }

    /** Has what comes next decided on what a group leaves that is under way. */
    void follow(Map<String, VersionedState> states) {
        memory.follow(states);
    }

    /** Takes into memory what the group that was followed has made durable. */
    void committed(LogTransaction transaction) {
        memory.adopt(transaction.facts().stream()
                .filter(fact -> fact.envelope().sequence() == 0)
                .map(fact -> fact.envelope().stream())
                .collect(Collectors.toSet()));
        memory.reach(transaction.end());
        memory.trim();
    }

    /** Forgets what a fault may have left half done. The database's leave nothing: memory is as it was before the group. */
    void failed(Throwable fault) {
        memory.drop();
        if (!(fault instanceof SQLException || fault instanceof LogUnavailableException
                || fault instanceof OutcomeUnknownException)) {
            memory.clear();
        }
    }

    /** Fails what waits, and has snapshots written of what is in none. */
    void close(RuntimeException why) {
        parked.failAll(why);
        cold.close();
        reconciliation.close();
        memory.leave();
        snapshots.close();
    }
}
