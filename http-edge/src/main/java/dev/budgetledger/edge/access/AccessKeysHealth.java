package dev.budgetledger.edge.access;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while the file of access keys cannot be read, and lets nobody in. */
final class AccessKeysHealth implements HealthIndicator {

    private final AccessKeys keys;

    AccessKeysHealth(AccessKeys keys) {
        this.keys = keys;
    }

    @Override
    public Health health() {
        String fault = keys.fault();
        return fault == null
                ? Health.up().withDetail("keys", keys.count()).build()
                : Health.down().withDetail("trouble", fault).build();
    }
}
