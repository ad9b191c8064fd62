package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.ledger.budget.StateBytes;
import dev.budgetledger.workers.Retry;
import dev.budgetledger.workers.Worker;

/**
 * Writes snapshots on a thread of its own, outside the lock: of each stream the last that it was offered, in a quarter of its time at
 * most. What it cannot write is not written; a stream is then read from further back.
 */
final class SnapshotWriter implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(SnapshotWriter.class);

    private static final int WAITING_MAX = 2048;
    private static final int BYTES_PER_WRITE_MAX = 4 * 1024 * 1024;
    private static final Duration PAUSE_MIN = Duration.ofMillis(500);

    private static final String UPSERT = """
            insert into snapshots (stream, sequence, version, state, seal)
            select * from unnest(?::text[], ?::bigint[], ?::int[], ?::bytea[], ?::bytea[])
            on conflict (stream) do update set sequence = excluded.sequence, version = excluded.version,
                state = excluded.state, seal = excluded.seal
            """;

    private final DataSource dataSource;
    private final SnapshotSeal seal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, VersionedState> waiting = new HashMap<>();
    private final Map<String, byte[]> discarded = new HashMap<>();
    private final Worker worker = new Worker(
            "ledger-snapshots", "Snapshots are not written", Retry.each(PAUSE_MIN), Duration.ofSeconds(5), this::turn);
    private final AtomicLong discards = new AtomicLong();

    SnapshotWriter(DataSource dataSource, SnapshotSeal seal) {
        this.dataSource = dataSource;
        this.seal = seal;
        worker.start();
    }

    /** Has a snapshot written soon, unless too many wait already. */
    boolean offer(String stream, VersionedState known) {
        lock.lock();
        try {
            if (waiting.size() >= WAITING_MAX && !waiting.containsKey(stream)) {
                return false;
            }
            waiting.put(stream, known);
            worker.wake();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Has a snapshot deleted that is not to be believed. */
    void discard(String stream, byte[] sealed, String why) {
        lock.lock();
        try {
            if (!Arrays.equals(discarded.put(stream, sealed), sealed)) {
                discards.incrementAndGet();
                LOGGER.warn("The snapshot of {} is not used and deleted: {}", stream, why);
            }
            worker.wake();
        } finally {
            lock.unlock();
        }
    }

    /** The seal that a snapshot has. */
    byte[] sealOf(String stream, VersionedState known) {
        return row(stream, known).seal;
    }

    /** How many were found that were not to be believed. */
    long discards() {
        return discards.get();
    }

    private Duration turn() throws SQLException {
        if (!hasWork()) {
            worker.awaitNews(Duration.ofDays(1));
            return Duration.ZERO;
        }
        long before = System.nanoTime();
        delete();
        write();
        Duration thrice = Duration.ofNanos(3 * (System.nanoTime() - before));
        return thrice.compareTo(PAUSE_MIN) > 0 ? thrice : PAUSE_MIN;
    }

    private boolean hasWork() {
        lock.lock();
        try {
            return !waiting.isEmpty() || !discarded.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Deletes at once what is to be discarded; when it returns it is deleted, whichever thread has begun to. */
    synchronized void delete() throws SQLException {
        Map<String, byte[]> rows = taken(discarded);
        if (rows.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from snapshots where stream = ? and seal = ?")) {
            for (Map.Entry<String, byte[]> row : rows.entrySet()) {
                delete.setString(1, row.getKey());
                delete.setBytes(2, row.getValue());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private <T> Map<String, T> taken(Map<String, T> from) {
        lock.lock();
        try {
            Map<String, T> all = new TreeMap<>(from); // in one order, so that two instances do not wait for each other
            from.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private void write() throws SQLException {
        List<Row> rows = new ArrayList<>();
        int bytes = 0;
        for (Map.Entry<String, VersionedState> next : taken(waiting).entrySet()) {
            Row row = row(next.getKey(), next.getValue());
            rows.add(row);
            bytes += row.state.length;
            if (bytes >= BYTES_PER_WRITE_MAX) {
                upsert(rows);
                rows.clear();
                bytes = 0;
            }
        }
        if (!rows.isEmpty()) {
            upsert(rows);
        }
    }

    private record Row(String stream, long sequence, byte[] state, byte[] seal) {}

    private Row row(String stream, VersionedState known) {
        byte[] state = StateBytes.write(known.state());
        long sequence = known.facts() - 1;
        return new Row(stream, sequence, state,
                seal.over(stream, sequence, StateBytes.VERSION, known.lastLeaf(), state));
    }

    private void upsert(List<Row> rows) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setArray(1, connection.createArrayOf("text", rows.stream().map(Row::stream).toArray()));
            upsert.setArray(2, connection.createArrayOf("bigint", rows.stream().map(Row::sequence).toArray()));
            upsert.setArray(3, connection.createArrayOf("int", rows.stream().map(_ -> StateBytes.VERSION).toArray()));
            upsert.setArray(4, connection.createArrayOf("bytea", rows.stream().map(Row::state).toArray(byte[][]::new)));
            upsert.setArray(5, connection.createArrayOf("bytea", rows.stream().map(Row::seal).toArray(byte[][]::new)));
            upsert.executeUpdate();
        }
    }

    /** Writes what waits, then stops. */
    @Override
    public void close() {
        worker.stop();
        try {
            delete();
            write();
        } catch (SQLException | RuntimeException e) {
            LOGGER.warn("Snapshots were not written: {}", e.toString());
        }
    }
}
