package dev.budgetledger.projection.intake;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.entries.jdbc.JdbcProofs;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeHealthIndicatorTest {

    private static final Instant BEGAN = Instant.parse("2026-01-05T01:00:00Z");

    private final StoredLog stored = new StoredLog(1);
    private final IntakeStatus status = new IntakeStatus();

    @Test
    void a_batch_that_hangs_is_DOWN_and_named_until_it_ends() {
        status.is(new IntakeStatus.State.Running());
        status.applyingSince(BEGAN);

        assertThat(health(BEGAN.plusSeconds(60)).getStatus()).isEqualTo(Status.UP);
        assertThat(health(BEGAN.plusSeconds(61)).getStatus()).isEqualTo(Status.DOWN);
        assertThat(health(BEGAN.plusSeconds(61)).getDetails())
                .containsEntry("hanging", "a batch has not been applied since 2026-01-05T01:00:00Z");

        status.applyingSince(null);
        assertThat(health(BEGAN.plusSeconds(62)).getStatus()).isEqualTo(Status.UP);
    }

    private Health health(Instant now) {
        return new IntakeHealthIndicator(
                        status, new CompletenessWatch(stored.jdbc()), new JdbcProofs(stored.jdbc()), true,
                        Clock.fixed(now, ZoneOffset.UTC))
                .health();
    }
}
