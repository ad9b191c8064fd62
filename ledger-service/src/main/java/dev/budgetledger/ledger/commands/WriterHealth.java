package dev.budgetledger.ledger.commands;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.WriterProgress;
import dev.budgetledger.ledger.store.WriterSettings;

/** Up while what is posted is recorded, or would be: told by what the writer gets done. */
@Component("writer")
class WriterHealth implements HealthIndicator {

    private final LedgerWriter writer;

    WriterHealth(LedgerWriter writer) {
        this.writer = writer;
    }

    @Override
    public Health health() {
        if (!writer.isAlive()) {
            return Health.down().withDetail("trouble", "the writer has stopped: restart the service").build();
        }
        WriterProgress progress = writer.progress();
        WriterSettings settings = writer.settings();
        boolean stalled = progress.sinceLast().compareTo(settings.stalled()) > 0
                || progress.oldest().compareTo(settings.patience()) > 0;
        Health.Builder health = progress.trouble() != null || stalled ? Health.down() : Health.up();
        if (progress.trouble() != null) {
            health.withDetail("trouble", progress.trouble());
        }
        return health.withDetail("lastProgressMillis", progress.sinceLast().toMillis())
                .withDetail("oldestCommandMillis", progress.oldest().toMillis())
                .build();
    }
}
