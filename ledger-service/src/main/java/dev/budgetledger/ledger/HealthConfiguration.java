package dev.budgetledger.ledger;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.History;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.SnapshotProgress;
import dev.budgetledger.ledger.store.WriterProgress;
import dev.budgetledger.ledger.store.WriterSettings;

/** How the service is, told from memory. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** Up while what is posted is recorded, or would be: told by what the writer gets done. */
    @Bean("writer")
    static HealthIndicator writer(LedgerWriter writer) {
        return () -> {
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
        };
    }

    /** What has become of snapshots. Down, and not part of the readiness, once one was wrong that this ledger had made. */
    @Bean("snapshots")
    static HealthIndicator snapshots(LedgerWriter writer) {
        return () -> {
            SnapshotProgress progress = writer.snapshots();
            Health.Builder health = progress.wrong() == null ? Health.up() : Health.down().withDetail("wrong", progress.wrong());
            return health.withDetail("compared", progress.compared()).withDetail("discarded", progress.discarded()).build();
        };
    }

    /** Up while the log is the one that was signed. */
    @Bean("history")
    static HealthIndicator history(FactLog log, Checkpoints checkpoints) {
        History history = log.history();
        return () -> {
            History.Contradiction contradiction = history.contradiction();
            Checkpoint told = history.told();
            Health.Builder health = contradiction == null ? Health.up() : Health.down()
                    .withDetail("code", "HISTORY_CONTRADICTED")
                    .withDetail("position", contradiction.position())
                    .withDetail("trouble", contradiction.detail());
            if (contradiction == null && !checkpoints.isCompared()) {
                health.withDetail("trouble", "nothing is signed before the newest head in Kafka is known");
            }
            return health.withDetail("signed", told == null ? 0 : told.size()).build();
        };
    }

    /** Up while there is room for what is posted; unknown where no folder is watched. */
    @Bean("storage")
    static HealthIndicator storage(StorageWatch watch) {
        return () -> watch.tightest()
                .map(place -> (watch.postingStop() == null ? Health.up() : Health.outOfService())
                        .withDetail("folder", place.folder().toString())
                        .withDetail("freeMegabytes", place.freeBytes() >> 20)
                        .withDetail("floorMegabytes", place.floorBytes() >> 20)
                        .build())
                .orElseGet(() -> Health.unknown()
                        .withDetail("trouble", "no folder is watched: ledger.storage.folders names none that is there")
                        .build());
    }
}
