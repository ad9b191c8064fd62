package dev.budgetledger.edge;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What time it is by the clock as it stood when the process began and what has passed since. A clock that somebody sets, back or ahead, lets
 * nothing that ends after a while last for longer, or end before. For what is only measured, never for what is told or recorded.
 */
public final class SteadyClock implements InstantSource {

    private static final SteadyClock OF_THIS_PROCESS = new SteadyClock(InstantSource.system(), System::nanoTime);

    private final Instant begun;
    private final long begunNanos;
    private final LongSupplier nanoTime;

    SteadyClock(InstantSource clock, LongSupplier nanoTime) {
        this.begun = clock.instant();
        this.begunNanos = nanoTime.getAsLong();
        this.nanoTime = nanoTime;
    }

    public static InstantSource ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    @Override
    public Instant instant() {
        return begun.plusNanos(nanoTime.getAsLong() - begunNanos);
    }
}
