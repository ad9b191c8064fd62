package dev.budgetledger.projection.replay;

import java.util.List;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** DOWN while what is served is known not to be what follows from the log. Not part of readiness: a person decides. */
final class ComparisonHealthIndicator implements HealthIndicator {

    private final ComparisonStatus status;

    ComparisonHealthIndicator(ComparisonStatus status) {
        this.status = status;
    }

    @Override
    public Health health() {
        List<Difference> differences = status.differences();
        Health.Builder health = differences.isEmpty()
                ? Health.up()
                : Health.down().withDetail("first", differences.getFirst());
        status.trouble().ifPresent(trouble -> health.withDetail("trouble", trouble));
        return health.withDetail("differences", differences.size())
                .withDetail("factsCompared", status.facts())
                .withDetail("tablesCompared", status.tables())
                .withDetail("roundEndedAt", status.roundEndedAt().map(Object::toString).orElse("not yet"))
                .build();
    }
}
