package dev.budgetledger.embedded;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a server again that has ended by itself. On a full disk it waits for room first, for as long as that takes; else
 * it gives up a server after five starts of which none lasted a minute.
 *
 * <p>{@link #close()} comes before that of the server.
 */
public final class Supervisor implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Supervisor.class);
    private static final int STARTS_MAX = 5;
    private static final Duration STAYS = Duration.ofMinutes(1);

    /** Of room that a start needs: PostgreSQL's next two segments of its write-ahead log. */
    private static final long ROOM_BYTES = 32L << 20;

    private final EmbeddedServer server;
    private final LongSupplier room;
    private final Duration glance;
    private final Consumer<String> givenUp;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private int starts;
    private long servesSince = System.nanoTime();

    /** @param room how many bytes may still be written */
    Supervisor(EmbeddedServer server, LongSupplier room, Duration glance, Consumer<String> givenUp) {
        this.server = server;
        this.room = room;
        this.glance = glance;
        this.givenUp = givenUp;
        thread = Thread.ofPlatform().name("supervisor-" + server.name()).daemon().start(this::run);
    }

    /**
     * Looks after a PostgreSQL.
     *
     * @param givenUp told in one line, once, that the server stays unavailable and why; must return at once
     */
    public static Supervisor of(EmbeddedPostgres server, Consumer<String> givenUp) {
        return of((EmbeddedServer) server, givenUp);
    }

    /**
     * Looks after a Kafka.
     *
     * @param givenUp told in one line, once, that the server stays unavailable and why; must return at once
     */
    public static Supervisor of(EmbeddedKafka server, Consumer<String> givenUp) {
        return of((EmbeddedServer) server, givenUp);
    }

    private static Supervisor of(EmbeddedServer server, Consumer<String> givenUp) {
        return new Supervisor(
                server,
                () -> server.folder().toFile().getUsableSpace(),
                Duration.ofMillis(250),
                givenUp);
    }

    private void run() {
        try {
            while (!closed.await(glance.toMillis(), TimeUnit.MILLISECONDS)) {
                Optional<String> failure = server.failure();
                if (failure.isPresent() && !isBack(failure.get())) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isBack(String failure) throws InterruptedException {
        LOGGER.warn("{} {}; it is started again", server.name(), failure);
        String last = failure;
        if (System.nanoTime() - servesSince >= STAYS.toNanos()) {
            starts = 0;
        }
        clear();
        while (awaitRoom()) {
            if (starts == STARTS_MAX) {
                givenUp.accept("%s was started %d times and did not stay for a minute: %s"
                        .formatted(server.name(), starts, last));
                return false;
            }
            starts++;
            try {
                server.restart();
                servesSince = System.nanoTime();
                LOGGER.warn("{} is back", server.name());
                return true;
            } catch (Throwable fault) { // whatever it is, it is tried again
                last = String.valueOf(fault.getMessage());
                LOGGER.warn("{} did not start: {}", server.name(), last);
                clear();
            }
            var _ = closed.await(glance.toMillis() << starts, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    private void clear() {
        try {
            server.clear();
        } catch (RuntimeException e) {
            LOGGER.warn("{} cannot be cleared away: {}", server.name(), e.getMessage());
        }
    }

    /** @return whether there is room; else it was closed while it waited */
    private boolean awaitRoom() throws InterruptedException {
        boolean said = false;
        while (closed.getCount() > 0) {
            if (room.getAsLong() >= ROOM_BYTES) {
                return true;
            }
            if (!said) {
                LOGGER.warn("{} waits until {} MB are free in {}", server.name(), ROOM_BYTES >> 20, server.folder());
                said = true;
            }
            var _ = closed.await(glance.toMillis(), TimeUnit.MILLISECONDS);
        }
        return false;
    }

    /** Starts nothing any more; waits for a start under way. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
