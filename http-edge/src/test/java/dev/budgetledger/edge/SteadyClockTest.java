package dev.budgetledger.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SteadyClockTest {

    @Test
    void a_clock_that_is_set_changes_nothing_of_how_long_something_lasts() {
        Instant begun = Instant.parse("2023-01-05T08:00:00Z");
        AtomicReference<Instant> wall = new AtomicReference<>(begun);
        AtomicLong nanos = new AtomicLong(-17);
        InstantSource steady = new SteadyClock(wall::get, nanos::get);

        wall.set(begun.minus(Duration.ofHours(3)));
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(steady.instant()).isEqualTo(begun.plus(Duration.ofMinutes(1)));
    }
}
