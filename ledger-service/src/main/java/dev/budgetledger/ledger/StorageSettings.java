package dev.budgetledger.ledger;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

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
