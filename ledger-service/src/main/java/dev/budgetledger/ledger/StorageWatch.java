package dev.budgetledger.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import dev.budgetledger.ledger.store.PostingGate.PostingStop;
import dev.budgetledger.workers.Retry;
import dev.budgetledger.workers.Worker;
import dev.budgetledger.workers.WorkerLifecycle;

/**
 * Keeps what is posted off a disk that is nearly full, while PostgreSQL and Kafka can still write what they must. It lets
 * posting continue by itself, once there is a quarter more room than the floor.
 */
final class StorageWatch implements WorkerLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(StorageWatch.class);
    private static final Duration GLANCE = Duration.ofMillis(250);

    private final StorageSettings settings;
    private final Disk disk;
    private final Worker worker = new Worker("storage-watch", "The room for the log is not known", Retry.each(GLANCE), GLANCE, () -> {
        look();
        return GLANCE;
    });
    private volatile @Nullable PostingStop stop;
    private volatile @Nullable Place tightest;

    /** What is known of the disk that holds a folder. */
    interface Disk {

        Disk REAL = folder -> new Space(folder.toFile().getTotalSpace(), folder.toFile().getUsableSpace());

        Space of(Path folder);
    }

    /** @param totalBytes 0 if nothing is known */
    record Space(long totalBytes, long freeBytes) {}

    /** The room in a folder, and how much there has to be. */
    record Place(Path folder, long totalBytes, long freeBytes, long floorBytes) {

        long spareBytes() {
            return freeBytes - floorBytes;
        }

        /** Without the folder: callers read it too. */
        private String told() {
            return "%d MB are free where the log is kept, of at least %d MB".formatted(freeBytes >> 20, floorBytes >> 20);
        }
    }

    StorageWatch(StorageSettings settings, Disk disk) {
        this.settings = settings;
        this.disk = disk;
    }

    @Override
    public List<Worker> workers() {
        return settings.folders().isEmpty() ? List.of() : List.of(worker);
    }

    /** Looks at once, before the first request, and several times a second from then on. */
    @Override
    public void start() {
        look();
        WorkerLifecycle.super.start();
    }

    /** Why nothing is to be posted, null if there is room. */
    @Nullable PostingStop postingStop() {
        return stop;
    }

    /** The folder with the least room above its floor; empty while none is watched. */
    Optional<Place> tightest() {
        return Optional.ofNullable(tightest);
    }

    void look() {
        settings.folders().stream()
                .map(this::place)
                .filter(place -> place.totalBytes() > 0)
                .min(Comparator.comparingLong(Place::spareBytes))
                .ifPresent(this::found);
    }

    private Place place(Path folder) {
        Space space = disk.of(folder);
        return new Place(folder, space.totalBytes(), space.freeBytes(), settings.floorBytes(space.totalBytes()));
    }

    private void found(Place place) {
        tightest = place;
        boolean stopped = stop != null;
        boolean low = place.spareBytes() < (stopped ? place.floorBytes() / 4 : 0);
        stop = low ? new PostingStop(PostingStop.Reason.STORAGE_LOW, place.told()) : null;
        if (low && !stopped) {
            LOGGER.warn("Nothing is posted until there is room in {}: {}", place.folder(), place.told());
        } else if (stopped && !low) {
            LOGGER.warn("Posting continues: {} MB are free in {}", place.freeBytes() >> 20, place.folder());
        }
    }

    /**
     * How much room is left for what is posted.
     *
     * @param folders on the disks that PostgreSQL and Kafka write to, as far as this process sees them
     * @param floor nothing is posted with less room than that; absent for a twentieth of the disk, between 64 and 512 MB
     */
    @ConfigurationProperties("ledger.storage")
    record StorageSettings(@DefaultValue List<Path> folders, @Nullable DataSize floor) {

        private static final long REQUIRED_BYTES_MIN = DataSize.ofMegabytes(64).toBytes();
        private static final long REQUIRED_BYTES_MAX = DataSize.ofMegabytes(512).toBytes();

        /** Of a disk of that size. */
        long floorBytes(long diskBytes) {
            return floor == null ? Math.clamp(diskBytes / 20, REQUIRED_BYTES_MIN, REQUIRED_BYTES_MAX) : floor.toBytes();
        }
    }
}
