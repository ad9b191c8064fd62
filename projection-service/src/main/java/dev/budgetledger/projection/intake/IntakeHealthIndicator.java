package dev.budgetledger.projection.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import dev.budgetledger.projection.entries.Contradiction;
import dev.budgetledger.projection.entries.Lag;
import dev.budgetledger.projection.entries.PartitionProgress;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;

/** UP once all that the log held at the start can be read, for as long as the intake continues. */
final class IntakeHealthIndicator implements HealthIndicator {

    /** Without Kafka, or without the topics, nobody knows how much there is to be taken in. */
    private static final String UNKNOWN = "unknown";

    private static final Duration BATCH_WITHIN = Duration.ofMinutes(1);

    private final IntakeStatus status;
    private final CompletenessWatch watch;
    private final Proofs proofs;
    private final boolean signaturesChecked;
    private final Clock clock;
    private final int port;

    IntakeHealthIndicator(
            IntakeStatus status, CompletenessWatch watch, Proofs proofs, boolean signaturesChecked, Clock clock) {
        this(status, watch, proofs, signaturesChecked, clock, 8081);
    }

    /** @param port where what is acknowledged is taken */
    IntakeHealthIndicator(
            IntakeStatus status,
            CompletenessWatch watch,
            Proofs proofs,
            boolean signaturesChecked,
            Clock clock,
            int port) {
        this.port = port;
        this.status = status;
        this.watch = watch;
        this.proofs = proofs;
        this.signaturesChecked = signaturesChecked;
        this.clock = clock;
    }

    @Override
    public Health health() {
        try {
            CompletenessWatch.Snapshot now = watch.current();
            Lag lag = watch.lag(now, clock.instant());
            IntakeStatus.State state = status.state();
            return of(state, now)
                    .withDetail("completeThrough", now.completeness().completeThrough())
                    .withDetail("verifiedThrough", proofs.latest().map(VerifiedCheckpoint::size).orElse(0L))
                    .withDetail("signatures", signaturesChecked ? "checked" : "not checked, only roots are compared")
                    .withDetail("lag", state instanceof IntakeStatus.State.Waiting ? UNKNOWN : lag.facts())
                    .withDetail("lagSeconds", lag.seconds())
                    .build();
        } catch (RuntimeException e) {
            // Without its database it cannot answer anything, whatever it was doing.
            return Health.down(e).build();
        }
    }

    private Health.Builder of(IntakeStatus.State state, CompletenessWatch.Snapshot now) {
        Contradiction contradiction = now.halt().contradiction();
        if (contradiction != null) {
            return Health.down()
                    .withDetail("stopped", contradiction.reason())
                    .withDetail("servedThrough", contradiction.goodThrough());
        }
        return switch (state) {
            case IntakeStatus.State.Stopped(var reason) -> Health.down().withDetail("stopped", reason);
            case IntakeStatus.State.Standing(var stop) -> Health.down()
                    .withDetail("stopped", "before " + stop.before() + ": " + stop.reason())
                    .withDetail("record", Map.of("topic", stop.before().topic(), "partition", stop.before().partition(),
                            "offset", stop.before().offset(), "digest", stop.digest()))
                    .withDetail("acknowledge", stop.command(port));
            case IntakeStatus.State.Retrying(var reason) -> Health.down().withDetail("retrying", reason);
            case IntakeStatus.State.Waiting(var reason) -> Health.outOfService().withDetail("waiting", reason);
            case IntakeStatus.State.Ended() -> Health.outOfService().withDetail("ended", true);
            case IntakeStatus.State.Running() -> hanging()
                    .map(since -> Health.down().withDetail("hanging", "a batch has not been applied since " + since))
                    .orElseGet(() -> caughtUp(now) ? Health.up() : Health.outOfService());
        };
    }

    /** A batch takes a second; one that waits for a lock may wait for ever. */
    private Optional<Instant> hanging() {
        return status.applyingSince().filter(since -> since.plus(BATCH_WITHIN).isBefore(clock.instant()));
    }

    /** Anyone who read them: the instances of a group share the partitions, and the database. */
    private boolean caughtUp(CompletenessWatch.Snapshot now) {
        Map<TopicPartition, Long> read = now.partitions().stream()
                .collect(Collectors.toMap(
                        IntakeStore::partition, PartitionProgress::nextOffset));
        return status.endsAtStart().entrySet().stream()
                .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
