package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.workers.Retry;
import dev.budgetledger.workers.Worker;

/**
 * Reads long streams on a thread of its own, page by page, while groups continue: its memory is that of a page and of the state, and it
 * holds a connection for a page only.
 */
final class ColdStreams implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ColdStreams.class);

    private final DataSource dataSource;
    private final StreamStateReader reader;
    private final Queue<String> wanted = new ConcurrentLinkedQueue<>();
    private final Set<String> loading = ConcurrentHashMap.newKeySet();
    private final Map<String, VersionedState> read = new ConcurrentHashMap<>();
    private final Map<String, Throwable> failed = new ConcurrentHashMap<>();
    private final Worker worker = new Worker(
            "ledger-cold-streams", "Long streams are not read", Retry.each(Duration.ofSeconds(1)), Duration.ofSeconds(1), this::turn);

    ColdStreams(DataSource dataSource, StreamStateReader reader) {
        this.dataSource = dataSource;
        this.reader = reader;
        worker.start();
    }

    /** Has a stream read; at once if it is being read already. */
    void load(String stream) {
        if (loading.add(stream)) {
            failed.remove(stream);
            wanted.add(stream);
            worker.wake();
        }
    }

    boolean isLoading(String stream) {
        return loading.contains(stream);
    }

    boolean isLoadingAny() {
        return !loading.isEmpty();
    }

    /** What was read and not taken over yet: of each stream all that there was a moment ago. */
    Map<String, VersionedState> done() {
        if (read.isEmpty()) {
            return Map.of();
        }
        Map<String, VersionedState> done = new HashMap<>(read);
        done.keySet().removeAll(loading);
        return done;
    }

    void forget(Set<String> streams) {
        streams.stream().filter(stream -> !loading.contains(stream)).forEach(read::remove);
    }

    /** Has a stream read on from what is known of it. */
    void readOn(String stream, @Nullable VersionedState known) {
        if (known != null && !isLoading(stream)) {
            read.put(stream, known);
        }
        load(stream);
    }

    /** Why a stream could not be read, null if it was. */
    @Nullable Throwable failure(String stream) {
        return failed.get(stream);
    }

    /** A page of each in turn, so that none waits for the end of a longer one. */
    private Duration turn() {
        String stream = wanted.poll();
        if (stream == null) {
            worker.awaitNews(Duration.ofDays(1));
            return Duration.ZERO;
        }
        try {
            if (nextPage(stream)) {
                wanted.add(stream);
            } else {
                loading.remove(stream);
            }
        } catch (SQLException | RuntimeException | OutOfMemoryError e) {
            LOGGER.warn("The stream {} was not read: {}", stream, e.toString());
            failed.put(stream, e);
            loading.remove(stream);
        }
        return Duration.ZERO;
    }

    /** Whether there was more of a stream. */
    private boolean nextPage(String stream) throws SQLException {
        VersionedState before = read.get(stream);
        try (Connection connection = dataSource.getConnection()) {
            VersionedState after = reader.readOn(connection, stream, before);
            if (after == null) {
                return false;
            }
            read.put(stream, after);
            return before == null || after.facts() > before.facts();
        }
    }

    @Override
    public void close() {
        worker.stop();
    }
}
