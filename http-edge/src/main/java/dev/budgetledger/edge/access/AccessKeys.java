package dev.budgetledger.edge.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of access keys, read again while it is used: an entry that is taken out lets nobody in within half a second. A file
 * that cannot be read lets nobody in at all.
 */
final class AccessKeys {

    private static final Logger LOGGER = LoggerFactory.getLogger(AccessKeys.class);

    private static final Duration READ_AGAIN_AFTER = Duration.ofMillis(500);
    private static final int BYTES_MAX = 4 * 1024 * 1024;

    private final Path file;
    private volatile Contents contents;

    private record Known(AccessKey key, Principal principal) {}

    /**
     * What was read last.
     *
     * @param fault why nothing could be, null if something was
     * @param readNanos when
     */
    private record Contents(byte[] bytes, Map<String, Known> keys, @Nullable String fault, long readNanos) {}

    AccessKeys(Path file) {
        this.file = file;
        this.contents = read(null);
    }

    /** Who has a key, by its hash. */
    Optional<Principal> principal(String sha256, Instant now) {
        return Optional.ofNullable(current().keys.get(sha256)).filter(known -> known.key.isValidAt(now)).map(Known::principal);
    }

    int count() {
        return current().keys.size();
    }

    @Nullable String fault() {
        return current().fault;
    }

    private Contents current() {
        Contents last = contents;
        if (!isOld(last)) {
            return last;
        }
        synchronized (this) {
            if (isOld(contents)) {
                contents = read(contents);
            }
            return contents;
        }
    }

    private static boolean isOld(Contents last) {
        return System.nanoTime() - last.readNanos > READ_AGAIN_AFTER.toNanos();
    }

    private Contents read(@Nullable Contents last) {
        long now = System.nanoTime();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (last != null && last.fault == null && Arrays.equals(bytes, last.bytes)) {
                return new Contents(bytes, last.keys, null, now);
            }
            return new Contents(bytes, keys(bytes), null, now);
        } catch (IOException | IllegalArgumentException fault) {
            String why = fault instanceof IOException ? fault.toString() : String.valueOf(fault.getMessage());
            if (last == null || !why.equals(last.fault)) {
                LOGGER.error("No access key lets anyone in: {} cannot be read: {}", file, why);
            }
            return new Contents(new byte[0], Map.of(), why, now);
        }
    }

    private static Map<String, Known> keys(byte[] bytes) {
        if (bytes.length > BYTES_MAX) {
            throw new IllegalArgumentException("longer than " + BYTES_MAX + " bytes");
        }
        Map<String, Known> keys = new HashMap<>();
        for (AccessKey key : KeysFile.parse(bytes).keys()) {
            if (keys.put(key.sha256(), new Known(key, key.principal())) != null) {
                throw new IllegalArgumentException("two entries have the key " + key.sha256());
            }
        }
        return keys;
    }
}
