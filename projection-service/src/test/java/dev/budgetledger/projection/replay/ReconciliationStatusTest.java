package dev.budgetledger.projection.replay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A reconciliation that does not continue is none: it rests for a bounded time, and health says when it should have ended. */
class ReconciliationStatusTest {

    private static final Instant START = Instant.parse("2026-01-05T01:00:00Z");
    private static final ReconciliationSettings SETTINGS = new ReconciliationSettings(
            true, 0.01, Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofDays(7));

    private final ReconciliationStatus status = new ReconciliationStatus();

    @Test
    void rest_is_in_proportion_to_the_step_and_never_longer_than_is_set() {
        assertThat(SETTINGS.pauseAfter(Duration.ofNanos(1000))).isEqualTo(Duration.ofMillis(250));
        assertThat(SETTINGS.pauseAfter(Duration.ofMillis(20))).isEqualTo(Duration.ofMillis(1980));
        assertThat(SETTINGS.pauseAfter(Duration.ofSeconds(8))).as("it waited for a lock").isEqualTo(Duration.ofSeconds(30));
        assertThat(SETTINGS.pauseAfter(Duration.ofDays(400))).as("it slept").isEqualTo(Duration.ofSeconds(30));
        assertThatThrownBy(() -> new ReconciliationSettings(
                        true, 1, Duration.ofSeconds(31), Duration.ofSeconds(30), Duration.ofDays(7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("projection.reconciliation.longest-rest");
    }

    @Test
    void what_hinders_a_walk_for_more_than_a_minute_is_DOWN_though_the_others_continue() {
        status.started(START);
        assertThat(status.troubled(Walk.WINDOWS, START, "invalid page in block 7")).isTrue();
        status.stepped(Walk.STREAMS, START);
        assertThat(status.troubled(Walk.WINDOWS, START.plusSeconds(59), "invalid page in block 8")).isFalse();
        status.stepped(Walk.STREAMS, START.plusSeconds(59));

        assertThat(health(START.plusSeconds(60)).getStatus()).isEqualTo(Status.UP);
        Health lasting = health(START.plusSeconds(61));
        assertThat(lasting.getStatus()).isEqualTo(Status.DOWN);
        assertThat(lasting.getDetails()).containsEntry("trouble", "invalid page in block 8")
                .containsEntry("troubleSince", START.toString());

        status.stepped(Walk.WINDOWS, START.plusSeconds(62));
        assertThat(health(START.plusSeconds(63)).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_step_that_does_not_end_is_DOWN() {
        status.started(START);
        status.stepped(Walk.WINDOWS, START.plusSeconds(10));

        assertThat(health(START.plusSeconds(310)).getStatus()).isEqualTo(Status.UP);
        assertThat(health(START.plusSeconds(311)).getStatus()).isEqualTo(Status.DOWN);
        assertThat(health(START.plusSeconds(311)).getDetails().get("overdue"))
                .isEqualTo("no step has ended since 2026-01-05T01:00:10Z");
    }

    @Test
    void a_round_that_does_not_end_is_DOWN() {
        status.started(START);
        status.roundEnded(START.plus(Duration.ofDays(1)));
        Instant later = START.plus(Duration.ofDays(8)).plusSeconds(1);
        status.stepped(Walk.WINDOWS, later);

        assertThat(health(later.minusSeconds(2)).getStatus()).isEqualTo(Status.UP);
        assertThat(health(later).getStatus()).isEqualTo(Status.DOWN);
        assertThat(String.valueOf(health(later).getDetails().get("overdue")))
                .startsWith("no round has ended since 2026-01-06T01:00:00Z");
    }

    @Test
    void a_reconciliation_that_was_never_wanted_is_not_overdue() {
        assertThat(health(START.plus(Duration.ofDays(400))).getStatus()).isEqualTo(Status.UP);
    }

    private Health health(Instant now) {
        return new ReconciliationHealthIndicator(status, SETTINGS, Clock.fixed(now, ZoneOffset.UTC)).health();
    }
}
