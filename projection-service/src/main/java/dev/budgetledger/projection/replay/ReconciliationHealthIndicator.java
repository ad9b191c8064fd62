package dev.budgetledger.projection.replay;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * DOWN while what is served is known not to be what follows from the log, and while that is not being found out. Not part
 * of readiness: a person decides.
 */
final class ReconciliationHealthIndicator implements HealthIndicator {

    private final ReconciliationStatus status;
    private final ReconciliationSettings settings;
    private final Clock clock;

    ReconciliationHealthIndicator(ReconciliationStatus status, ReconciliationSettings settings, Clock clock) {
        this.status = status;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Instant now = clock.instant();
        List<Drift> differences = status.differences();
        Optional<ReconciliationStatus.Trouble> trouble = status.trouble();
        Optional<String> overdue = status.overdue(now, settings.roundWithin());
        boolean down = !differences.isEmpty()
                || trouble.filter(each -> each.isLasting(now)).isPresent()
                || overdue.isPresent();
        Health.Builder health = down ? Health.down() : Health.up();
        if (!differences.isEmpty()) {
            health.withDetail("first", differences.getFirst());
        }
        trouble.ifPresent(each -> health.withDetail("trouble", each.reason())
                .withDetail("troubleSince", each.since().toString()));
        overdue.ifPresent(each -> health.withDetail("overdue", each));
        return health.withDetail("differences", differences.size())
                .withDetail("factsCompared", status.facts())
                .withDetail("tablesCompared", status.tables())
                .withDetail("roundEndedAt", status.roundEndedAt().map(Object::toString).orElse("not yet"))
                .build();
    }
}
