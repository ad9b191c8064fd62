package dev.budgetledger.projection.entries.jdbc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * What was read last of what never changes, under what it is of; what was not asked for longest is the first forgotten. Each is kept for a
 * while only, so that rows which somebody changed and put right again are not served wrongly for as long as the service runs.
 */
final class RecentReads<K, V> {

    private static final Duration KEPT_FOR = Duration.ofMinutes(1);

    private record Kept<V>(V value, long weight, long readAt) {}

    private final long max;
    private final ToLongFunction<V> weigher;
    private final LongSupplier nanoTime;
    private final Consumer<K> forgotten;
    private final SequencedMap<K, Kept<V>> kept = new LinkedHashMap<>();
    private long weight;

    /**
     * @param max how many are kept
     * @param nanoTime {@link System#nanoTime}
     */
    RecentReads(int max, LongSupplier nanoTime) {
        this(max, _ -> 1, nanoTime);
    }

    /**
     * @param max how much those that are kept weigh together
     * @param nanoTime {@link System#nanoTime}
     */
    RecentReads(long max, ToLongFunction<V> weigher, LongSupplier nanoTime) {
        this(max, weigher, nanoTime, _ -> {});
    }

    /** @param forgotten is told what is not kept for its weight */
    RecentReads(long max, ToLongFunction<V> weigher, LongSupplier nanoTime, Consumer<K> forgotten) {
        this.max = max;
        this.weigher = weigher;
        this.nanoTime = nanoTime;
        this.forgotten = forgotten;
    }

    /** What is kept, else what is read; nobody waits for another's read. */
    V of(K key, Function<K, V> read) {
        return find(key).orElseGet(() -> {
            long now = nanoTime.getAsLong();
            V value = read.apply(key);
            put(key, value, now);
            return value;
        });
    }

    /** What is kept. */
    Optional<V> find(K key) {
        long now = nanoTime.getAsLong();
        synchronized (kept) {
            Kept<V> known = kept.get(key);
            if (known == null || now - known.readAt >= KEPT_FOR.toNanos()) {
                return Optional.empty();
            }
            kept.putLast(key, known);
            return Optional.of(known.value);
        }
    }

    /** Keeps what was read, unless it alone weighs more than all may. */
    void put(K key, V value) {
        put(key, value, nanoTime.getAsLong());
    }

    /** Keeps what continues from what is kept, for no longer than that. */
    void replace(K key, V value) {
        synchronized (kept) {
            Kept<V> before = kept.get(key);
            if (before != null) {
                put(key, value, before.readAt);
            }
        }
    }

    private void put(K key, V value, long now) {
        long added = weigher.applyAsLong(value);
        synchronized (kept) {
            Kept<V> before = kept.remove(key);
            weight -= before == null ? 0 : before.weight;
            if (added <= max) {
                kept.putLast(key, new Kept<>(value, added, now));
                weight += added;
            } else {
                forgotten.accept(key);
            }
            while (weight > max) {
                var oldest = kept.pollFirstEntry();
                weight -= oldest.getValue().weight;
                forgotten.accept(oldest.getKey());
            }
        }
    }
}
