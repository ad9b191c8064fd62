package dev.budgetledger.ledger;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.SnapshotProgress;

/** What has become of snapshots. Down, and not part of the readiness, once one was wrong that this ledger had made. */
@Component("snapshots")
class SnapshotHealth implements HealthIndicator {

    private final LedgerWriter writer;

    SnapshotHealth(LedgerWriter writer) {
        this.writer = writer;
    }

    @Override
    public Health health() {
        SnapshotProgress progress = writer.snapshots();
        Health.Builder health = progress.wrong() == null
                ? Health.up()
                : Health.down().withDetail("wrong", progress.wrong());
        return health.withDetail("compared", progress.compared()).withDetail("discarded", progress.discarded()).build();
    }
}
