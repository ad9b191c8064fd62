package dev.budgetledger.projection.intake;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the intake is doing; written by its thread, read by anyone. */
final class IntakeStatus {

    sealed interface State {
        /** The topics are not there yet, or the servers do not answer. */
        record Waiting(String reason) implements State {}

        /** Taking in. */
        record Running() implements State {}

        /** Something failed that may pass, such as the database being unavailable. */
        record Retrying(String reason) implements State {}

        /** Stopped; a person must look. */
        record Stopped(String reason) implements State {}

        /** Stopped before a record, and continues when it is acknowledged. */
        record Standing(StandingHalt stop) implements State {}

        /** Ended because the application ends. */
        record Ended() implements State {}
    }

    private volatile State state = new State.Waiting("starting");
    private volatile Map<TopicPartition, Long> endsAtStart = Map.of();
    private volatile @Nullable Instant applyingSince;
    private final LongAdder applied = new LongAdder();

    State state() {
        return state;
    }

    void is(State now) {
        state = now;
    }

    /** The end of each partition of the facts when the intake started: reading them is catching up. */
    Map<TopicPartition, Long> endsAtStart() {
        return endsAtStart;
    }

    void endsAtStart(Map<TopicPartition, Long> ends) {
        endsAtStart = Map.copyOf(ends);
    }

    /** Since when the batch has been applied that is on its way; absent between batches. */
    Optional<Instant> applyingSince() {
        return Optional.ofNullable(applyingSince);
    }

    void applyingSince(@Nullable Instant began) {
        applyingSince = began;
    }

    /** How many facts were taken in since the start. */
    long applied() {
        return applied.sum();
    }

    void applied(int more) {
        applied.add(more);
    }
}
