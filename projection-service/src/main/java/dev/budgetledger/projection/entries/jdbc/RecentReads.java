package dev.budgetledger.projection.entries.jdbc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What was read last of what never changes, under what it is of; the first read is the first forgotten. Each is kept for a while only, so that
 * rows which somebody changed and put right again are not served wrongly for as long as the service runs.
 */
final class RecentReads<K, V> {

    private static final Duration KEPT_FOR = Duration.ofMinutes(1);

    private record Kept<V>(V value, long readAt) {}

    private final int max;
    private final LongSupplier nanoTime;
    private final SequencedMap<K, Kept<V>> kept = new LinkedHashMap<>();

    /**
     * @param max how many are kept
     * @param nanoTime {@link System#nanoTime}
     */
    RecentReads(int max, LongSupplier nanoTime) {
        this.max = max;
        this.nanoTime = nanoTime;
    }

    /** What is kept, else what is read; nobody waits for another's read. */
    V of(K key, Function<K, V> read) {
        long now = nanoTime.getAsLong();
        synchronized (kept) {
            Kept<V> known = kept.get(key);
            if (known != null && now - known.readAt < KEPT_FOR.toNanos()) {
                return known.value;
            }
        }
        V value = read.apply(key);
        synchronized (kept) {
            kept.putLast(key, new Kept<>(value, now));
            if (kept.size() > max) {
                kept.pollFirstEntry();
            }
        }
        return value;
    }
}
