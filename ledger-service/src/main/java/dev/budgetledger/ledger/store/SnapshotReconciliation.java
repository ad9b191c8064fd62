package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.ledger.budget.StateBytes;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoredFact;
import dev.budgetledger.workers.Retry;
import dev.budgetledger.workers.Worker;

/**
 * Compares each snapshot in turn with what all facts of its stream add up to, for as long as the process lives, in a hundredth of a
 * processor's time at most. A seal shows who made a snapshot; this shows that it was made right.
 */
final class SnapshotReconciliation implements AutoCloseable {

    private static final int FACTS_PER_PAGE_MAX = 500;
    private static final int REST_PER_WORK = 99;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(1);

    private static final String NEXT = "select stream from snapshots where stream > ? and version = ? order by stream limit 1";

    private final DataSource dataSource;
    private final FactLog log;
    private final StreamStateReader reader;
    private final SnapshotWriter snapshots;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Worker worker = new Worker("ledger-snapshot-reconciliation", "Snapshots are not compared", Retry.each(BETWEEN_ROUNDS),
            Duration.ofSeconds(5), this::turn);
    private String last = "";
    private final AtomicLong compared = new AtomicLong();
    private volatile @Nullable String lastWrong;

    SnapshotReconciliation(DataSource dataSource, FactLog log, StreamStateReader reader, SnapshotWriter snapshots) {
        this.dataSource = dataSource;
        this.log = log;
        this.reader = reader;
        this.snapshots = snapshots;
        worker.start();
    }

    /** A stream whose snapshot was wrong, so that what was decided from it must be read again; null if there is none more. */
    @Nullable String takeWrong() {
        return wrong.poll();
    }

    SnapshotProgress progress() {
        return new SnapshotProgress(compared.get(), snapshots.discards(), lastWrong);
    }

    private Duration turn() throws SQLException {
        String next = after(last);
        if (next != null) {
            compare(next);
        }
        last = next == null ? "" : next;
        return next == null ? BETWEEN_ROUNDS : Duration.ZERO;
    }

    private @Nullable String after(String stream) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(NEXT)) {
            select.setString(1, stream);
            select.setInt(2, StateBytes.VERSION);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private void compare(String stream) throws SQLException {
        VersionedState snapshot;
        try (Connection connection = dataSource.getConnection()) {
            snapshot = reader.snapshot(connection, stream);
        }
        VersionedState known = null;
        while (snapshot != null && !worker.isStopping() && (known == null || known.facts() < snapshot.facts())) {
            long before = System.nanoTime();
            known = nextPage(stream, known, snapshot.facts());
            worker.pause(Duration.ofNanos(REST_PER_WORK * (System.nanoTime() - before)));
        }
        if (snapshot == null || known == null || worker.isStopping()) {
            return;
        }
        compared.incrementAndGet();
        if (!known.state().equals(snapshot.state())) {
            snapshots.discard(stream, snapshots.sealOf(stream, snapshot), "the " + snapshot.facts()
                    + " facts of the stream add up to something else; what was decided from it may be wrong");
            snapshots.delete(); // before it is told, so that it is not read again
            wrong.add(stream);
            lastWrong = stream;
        }
    }

    private VersionedState nextPage(String stream, @Nullable VersionedState before, long end) throws SQLException {
        VersionedState known = before;
        long from = known == null ? 0 : known.facts();
        List<StoredFact> page;
        try (Connection connection = dataSource.getConnection()) {
            page = log.readStream(connection, stream, from, (int) Math.min(FACTS_PER_PAGE_MAX, end - from));
        }
        for (StoredFact fact : page) {
            known = VersionedState.after(known, fact);
        }
        if (known == null || known.facts() == from) {
            throw new IllegalStateException("stream " + stream + " ends before fact " + end);
        }
        return known;
    }

    @Override
    public void close() {
        worker.stop();
    }
}
