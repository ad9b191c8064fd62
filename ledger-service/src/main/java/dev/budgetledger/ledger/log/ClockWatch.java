package dev.budgetledger.ledger.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Whether an instant of the database's clock may be recorded. What is recorded or closed stays, and all that follows stands
 * after it: one wrong instant, once, is wrong for as long as it lies in the future.
 *
 * <p>The database's clock is held against this process's, and against what has passed since it was last seen on a clock that
 * nobody sets. The end of the log is held against the database's clock.
 */
public final class ClockWatch {

    /** Takes any instant. */
    static final ClockWatch NONE = new ClockWatch(Duration.ofDays(365_000), null);

    /** An answer that took longer does not say when the clock stood there. */
    private static final long SHARP_NANOS = Duration.ofSeconds(1).toNanos();

    /** Clocks part meanwhile. */
    private static final long EXPECTED_NANOS_MAX = Duration.ofSeconds(10).toNanos();

    private final Duration tolerance;
    private final @Nullable Instant acknowledged;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private volatile Seen last;

    private record Seen(Instant instant, long nanoTime) {}

    /**
     * @param tolerance how far clocks may be apart
     * @param acknowledged an end of the log that an operator takes as it is, however far ahead it lies
     */
    public ClockWatch(Duration tolerance, @Nullable Instant acknowledged) {
        this(tolerance, acknowledged, InstantSource.system(), System::nanoTime);
    }

    ClockWatch(Duration tolerance, @Nullable Instant acknowledged, InstantSource clock, LongSupplier nanoTime) {
        this.tolerance = tolerance;
        this.acknowledged = acknowledged;
        this.clock = clock;
        this.nanoTime = nanoTime;
        last = now();
    }

    /** What the database's clock says by what it last said; null if that is long ago, or it is not the clock of this process. */
    @Nullable Instant expected() {
        Seen seen = last;
        Seen now = now();
        long passed = now.nanoTime() - seen.nanoTime();
        Instant expected = seen.instant().plusNanos(passed);
        return passed > EXPECTED_NANOS_MAX || isOutside(expected, now.instant(), now.instant()) ? null : expected;
    }

    private boolean isOutside(Instant instant, Instant from, Instant to) {
        return isAhead(instant, to) || isAhead(from, instant);
    }

    private boolean isAhead(Instant one, Instant other) {
        return one.isAfter(other.plus(tolerance));
    }

    private Seen now() {
        return new Seen(clock.instant(), nanoTime.getAsLong());
    }

    /** Before the database is asked. */
    Asked ask() {
        return new Asked(now());
    }

    /** A question for the database's clock, which looks at it before it answers: however late the answer comes, it is no fault. */
    final class Asked {
        private final Seen before;

        private Asked(Seen before) {
            this.before = before;
        }

        /**
         * What is wrong with the answer, null if nothing is.
         *
         * @param databaseNow the database's clock
         * @param now the same, or what stands for it
         * @param end the last instant that was recorded or closed
         */
        @Nullable String implausible(Instant databaseNow, Instant now, Instant end) {
            Seen after = now();
            if (isOutside(databaseNow, before.instant(), after.instant())) {
                return "the database's clock says " + databaseNow + ", that of this service " + after.instant();
            }
            Seen seen = last;
            Instant from = seen.instant().plusNanos(before.nanoTime() - seen.nanoTime());
            Instant to = seen.instant().plusNanos(after.nanoTime() - seen.nanoTime());
            if (isOutside(databaseNow, from, to)) {
                return "the database's clock says " + databaseNow + ", but since it was last seen it can only have become " + to;
            }
            if (after.nanoTime() - before.nanoTime() < SHARP_NANOS) {
                last = new Seen(databaseNow, after.nanoTime());
            }
            return isAhead(end, now) && (acknowledged == null || isAhead(end, acknowledged))
                    ? "the log ends at " + end + ", the database's clock says " + now
                    : null;
        }
    }
}
