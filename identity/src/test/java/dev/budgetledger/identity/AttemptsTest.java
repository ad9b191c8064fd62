package dev.budgetledger.identity;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How often somebody may fail. */
class AttemptsTest {

    private Instant now = Instant.parse("2026-11-26T08:00:00Z");
    private final Attempts attempts = new Attempts(() -> now);

    @Test
    void five_failures_in_a_minute_are_too_many_until_it_is_over() {
        fail("officer", "10.0.0.1", Attempts.FAILURES_PER_NAME_MAX - 1);
        assertThat(attempts.areTooMany("officer", "10.0.0.1")).isFalse();

        fail("officer", "10.0.0.1", 1);
        assertThat(attempts.areTooMany("officer", "10.0.0.1")).isTrue();
        assertThat(attempts.areTooMany("officer", "10.0.0.2")).as("somebody else's failures keep nobody out").isFalse();
        assertThat(attempts.areTooMany("checker", "10.0.0.1")).isFalse();

        now = now.plus(Attempts.WINDOW);
        assertThat(attempts.areTooMany("officer", "10.0.0.1")).isFalse();
    }

    @Test
    void who_was_right_begins_again() {
        fail("officer", "10.0.0.1", Attempts.FAILURES_PER_NAME_MAX - 1);
        attempts.succeeded("officer", "10.0.0.1");
        fail("officer", "10.0.0.1", Attempts.FAILURES_PER_NAME_MAX - 1);

        assertThat(attempts.areTooMany("officer", "10.0.0.1")).isFalse();
    }

    @Test
    void who_tries_names_waits_too_and_nothing_grows() {
        for (int i = 0; i < 100_000; i++) {
            attempts.failed("name-" + i, "10.0." + i % 200 + ".1");
        }
        fail("x", "10.9.9.9", Attempts.FAILURES_PER_ADDRESS_MAX);

        assertThat(attempts.areTooMany("any", "10.9.9.9")).isTrue();
        assertThat(attempts.areTooMany("any", "10.9.9.8")).isFalse();
        assertThat(attempts.size()).isLessThanOrEqualTo(10_000);
    }

    private void fail(String name, String address, int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed(name, address);
        }
    }
}
