package dev.budgetledger.ledger.commands;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.store.Outcome;
import dev.budgetledger.ledger.store.WriterMeters;

/** Counts commands by what became of them, by whatever door they came. No label has a value that a client chooses. */
@Component
final class CommandMeters implements WriterMeters {

    private final MeterRegistry registry;
    private final Map<Kind, Counter> commands = new ConcurrentHashMap<>();
    private final DistributionSummary groups;
    private final Timer waits;
    private final Timer commits;

    private record Kind(Class<? extends Command> type, Came to, String code) {}

    private enum Came {
        ACCEPTED, REFUSED, REPEATED, FAILED
    }

    CommandMeters(MeterRegistry registry) {
        this.registry = registry;
        groups = DistributionSummary.builder("ledger.group.tasks")
                .description("commands and questions that were committed together")
                .serviceLevelObjectives(1, 10, 100, 1000)
                .register(registry);
        waits = Timer.builder("ledger.queue.wait")
                .description("how long the first task of a group had waited for the writer")
                .serviceLevelObjectives(
                        Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10))
                .register(registry);
        commits = Timer.builder("ledger.group.commit")
                .description("how long a group took, from the first task taken until it was durable")
                .serviceLevelObjectives(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(100),
                        Duration.ofMillis(500), Duration.ofSeconds(2))
                .register(registry);
    }

    @Override
    public void decided(Command command, Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted(Receipt _, boolean repeated) ->
                count(command, repeated ? Came.REPEATED : Came.ACCEPTED, "");
            case Outcome.Refused(Refusal refusal, boolean repeated) ->
                count(command, repeated ? Came.REPEATED : Came.REFUSED, refusal.code().name());
        }
    }

    @Override
    public void failed(Command command, Throwable why) {
        count(command, Came.FAILED, Unavailable.because(why).problem().code());
    }

    @Override
    public void committed(int tasks, Duration waited, Duration took) {
        groups.record(tasks);
        waits.record(waited);
        commits.record(took);
    }

    private void count(Command command, Came to, String code) {
        commands.computeIfAbsent(new Kind(command.getClass(), to, code), this::counter).increment();
    }

    private Counter counter(Kind kind) {
        return Counter.builder("ledger.commands")
                .description("commands by what their sender was told")
                .tag("type", kind.type.getSimpleName())
                .tag("outcome", kind.to.name().toLowerCase(Locale.ROOT))
                .tag("code", kind.code)
                .register(registry);
    }
}
