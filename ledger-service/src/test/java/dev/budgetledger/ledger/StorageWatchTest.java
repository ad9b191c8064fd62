package dev.budgetledger.ledger;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.unit.DataSize;

import dev.budgetledger.ledger.StorageWatch.StorageSettings;
import dev.budgetledger.ledger.store.PostingGate.PostingStop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class StorageWatchTest {

    private static final Path LOG = Path.of("postgresql");
    private static final Path KAFKA = Path.of("kafka");
    private static final long MB = 1L << 20;
    private static final long DISK = 1000 * MB;

    private final Map<Path, Long> free = new HashMap<>(Map.of(LOG, 500 * MB, KAFKA, 500 * MB));
    private final StorageWatch watch = new StorageWatch(
            new StorageSettings(List.of(LOG, KAFKA), DataSize.ofMegabytes(100)),
            folder -> new StorageWatch.Space(free.containsKey(folder) ? DISK : 0, free.getOrDefault(folder, 0L)));

    @Test
    void posting_stops_below_the_floor_and_continues_with_a_quarter_more_than_it() {
        assertThat(stopWith(100)).isNull();
        assertThat(stopWith(99)).isEqualTo(new PostingStop(
                PostingStop.Reason.STORAGE_LOW, "99 MB are free where the log is kept, of at least 100 MB"));
        assertThat(stopWith(124)).isNotNull();
        assertThat(stopWith(125)).isNull();
        assertThat(stopWith(100)).isNull();
    }

    @Test
    void the_disk_with_the_least_room_decides_and_readiness_names_it() {
        free.put(KAFKA, 7 * MB);
        watch.look();

        assertThat(watch.postingStop()).isNotNull();
        assertThat(requireNonNull(HealthConfiguration.storage(watch).health())).satisfies(health -> {
            assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health.getDetails())
                    .containsEntry("folder", "kafka")
                    .containsEntry("freeMegabytes", 7L)
                    .containsEntry("floorMegabytes", 100L);
        });
    }

    @Test
    void a_disk_that_cannot_be_seen_stops_nothing_and_is_not_called_well() {
        free.clear();
        watch.look();

        assertThat(watch.postingStop()).isNull();
        assertThat(requireNonNull(HealthConfiguration.storage(watch).health()).getStatus()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void the_floor_is_a_twentieth_of_the_disk_within_bounds() {
        StorageSettings usual = new StorageSettings(List.of(), null);

        assertThat(usual.floorBytes(600 * MB)).isEqualTo(64 * MB);
        assertThat(usual.floorBytes(4000 * MB)).isEqualTo(200 * MB);
        assertThat(usual.floorBytes(1_000_000 * MB)).isEqualTo(512 * MB);
    }

    private @Nullable PostingStop stopWith(long megabytes) {
        free.put(LOG, megabytes * MB);
        watch.look();
        return watch.postingStop();
    }
}
