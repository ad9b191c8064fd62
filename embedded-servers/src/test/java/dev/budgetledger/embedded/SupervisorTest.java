package dev.budgetledger.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SupervisorTest {

    private static final long ENOUGH = 64L << 20;

    private final AtomicLong room = new AtomicLong(ENOUGH);
    private final BlockingQueue<String> givenUp = new LinkedBlockingQueue<>();
    private final Fragile server = new Fragile();

    @Test
    void a_server_that_ended_is_cleared_away_and_started_again() throws InterruptedException {
        try (Supervisor supervisor = supervise()) {
            server.failure = "has ended";

            assertThat(server.next()).isEqualTo("cleared");
            assertThat(server.next()).isEqualTo("started");
        }
        assertThat(givenUp).isEmpty();
    }

    @Test
    void on_a_full_disk_it_waits_for_room_however_long_and_does_not_give_up() throws InterruptedException {
        room.set(1 << 20);
        AtomicLong asked = new AtomicLong();
        try (Supervisor supervisor = new Supervisor(server, () -> {
            asked.incrementAndGet();
            return room.get();
        }, Duration.ofMillis(1), givenUp::add)) {
            server.failure = "has halted";
            assertThat(server.next()).isEqualTo("cleared");
            while (asked.get() < 20) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            assertThat(server.done).isEmpty();

            room.set(ENOUGH);
            assertThat(server.next()).isEqualTo("started");
        }
        assertThat(givenUp).isEmpty();
    }

    @Test
    void one_that_does_not_stay_is_given_up_in_one_line() throws InterruptedException {
        server.broken = true;
        try (Supervisor supervisor = supervise()) {
            server.failure = "has ended";

            assertThat(givenUp.poll(30, TimeUnit.SECONDS)).isEqualTo(
                    "PostgreSQL was started 5 times and did not stay for a minute: no such file");
        }
        assertThat(server.done.stream().filter("cleared"::equals)).hasSize(6);
        assertThat(givenUp).isEmpty();
    }

    @Test
    void one_that_starts_and_ends_again_at_once_is_given_up_too() throws InterruptedException {
        server.failsAgain = true;
        try (Supervisor supervisor = supervise()) {
            server.failure = "has ended";

            assertThat(givenUp.poll(30, TimeUnit.SECONDS)).isEqualTo(
                    "PostgreSQL was started 5 times and did not stay for a minute: has ended");
        }
        assertThat(server.done.stream().filter("started"::equals)).hasSize(5);
    }

    private Supervisor supervise() {
        return new Supervisor(server, room::get, Duration.ofMillis(1), givenUp::add);
    }

    private static final class Fragile implements EmbeddedServer {

        private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
        private volatile @Nullable String failure;
        private volatile boolean broken;
        private volatile boolean failsAgain;

        private @Nullable String next() throws InterruptedException {
            return done.poll(30, TimeUnit.SECONDS);
        }

        @Override
        public String name() {
            return "PostgreSQL";
        }

        @Override
        public Path folder() {
            return Path.of("data");
        }

        @Override
        public Optional<String> failure() {
            return Optional.ofNullable(failure);
        }

        @Override
        public void clear() {
            done.add("cleared");
        }

        @Override
        public void restart() {
            if (broken) {
                throw new IllegalStateException("no such file");
            }
            failure = failsAgain ? "has ended" : null;
            done.add("started");
        }

        @Override
        public void close() {}
    }
}
