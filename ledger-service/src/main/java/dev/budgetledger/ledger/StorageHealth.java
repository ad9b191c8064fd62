package dev.budgetledger.ledger;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up while there is room for what is posted; unknown where no folder is watched. */
@Component("storage")
class StorageHealth implements HealthIndicator {

    private final StorageWatch watch;

    StorageHealth(StorageWatch watch) {
        this.watch = watch;
    }

    @Override
    public Health health() {
        return watch.tightest()
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
