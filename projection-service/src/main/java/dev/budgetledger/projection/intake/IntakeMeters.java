package dev.budgetledger.projection.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.budgetledger.edge.InTime;
import dev.budgetledger.projection.entries.Lag;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;

/** What the intake tells of itself by numbers. How far the database has come is asked for in time, and kept. */
final class IntakeMeters implements MeterBinder {

    private static final Duration KEPT_FOR = Duration.ofSeconds(1);

    private final IntakeStatus status;
    private final InTime<Progress> progress;

    private record Progress(Lag lag, long completeThrough, long verifiedThrough, boolean isHalted) {}

    IntakeMeters(IntakeStatus status, CompletenessWatch watch, Proofs proofs, Clock clock) {
        this.status = status;
        this.progress = new InTime<>(KEPT_FOR, () -> {
            CompletenessWatch.Snapshot now = watch.current();
            return new Progress(
                    watch.lag(now, clock.instant()),
                    now.completeness().completeThrough(),
                    proofs.latest().map(VerifiedCheckpoint::size).orElse(0L),
                    now.halt().stopped() || now.halt().contradiction() != null);
        });
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("projection.facts.applied", status, IntakeStatus::applied)
                .description("facts that this instance took in for the first time")
                .register(registry);
        gauge("projection.intake.lag.facts", each -> each.lag.facts())
                .description("facts that cannot be answered with yet, at most")
                .register(registry);
        gauge("projection.intake.lag.seconds", each -> each.lag.seconds())
                .baseUnit("seconds")
                .description("since the instant through which all is known")
                .register(registry);
        Gauge.builder("projection.intake.halted", this::halted)
                .description("1 while a record stands in the way, or the log is not what was signed: a person must look")
                .register(registry);
        gauge("projection.complete.through", Progress::completeThrough)
                .description("the position up to which nothing is missing")
                .register(registry);
        gauge("projection.verified.through", Progress::verifiedThrough)
                .description("the position up to which what was received is what the ledger signed")
                .register(registry);
    }

    private Gauge.Builder<?> gauge(String name, ToDoubleFunction<Progress> value) {
        return Gauge.builder(name, () -> progress.number(value));
    }

    private double halted() {
        return switch (status.state()) {
            case IntakeStatus.State.Stopped _, IntakeStatus.State.Standing _ -> 1;
            default -> progress.number(each -> each.isHalted ? 1 : 0);
        };
    }
}
