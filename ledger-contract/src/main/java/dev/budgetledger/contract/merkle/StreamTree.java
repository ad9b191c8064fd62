package dev.budgetledger.contract.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * 流树: the tree over the streams of a log, which shows how many facts a stream has and which is its last, or that it has none. A sparse
 * Merkle tree over SHA-256 of the streams' ids (Laurie and Kasper, <i>Revocation Transparency</i>, 2012; CONIKS, USENIX Security 2015), in which
 * a subtree over one stream is its leaf (Gao, Hu and Wu, <i>Jellyfish Merkle Tree</i>, 2021). Its root follows from which streams there are
 * and where they end, in whatever order they came.
 *
 * <p>One more fact costs the hashes from its stream to the root, log₂ of the number of streams. What changed is handed over to be kept at
 * each size that {@link #KEPT_EVERY} divides, so that any earlier state can be had again from fewer facts than that; in between it is in memory,
 * which grows neither with the log nor, beyond 65,536 hashes and some thousand streams, with the streams. Not for several threads.
 */
public final class StreamTree {

    /** After how many facts the tree is kept. */
    public static final int KEPT_EVERY = 4096;

    private static final int BITS = Byte.SIZE;
    static final int WIDTH = 1 << BITS;

    /** How many buckets and streams stay in memory when what changed is kept. */
    private static final int LOADED_MAX = 16_384;

    private static final int BUCKET_BITS = 2 * BITS;
    private static final Comparator<Hash> BY_BITS = (one, other) -> Arrays.compareUnsigned(one.raw(), other.raw());

    private final StoredStreams stored;
    private final Tile top;
    private final Map<Integer, Tile> tiles = new HashMap<>();

    /** Streams by key, of those whose first 16 bits are looked at. */
    private final Map<Integer, NavigableMap<Hash, StreamEnd>> buckets = new HashMap<>();

    private final Set<Hash> changed = new LinkedHashSet<>();
    private final Set<Integer> changedBuckets = new HashSet<>();
    private final Set<Integer> unfolded = new HashSet<>();
    private long kept;
    private int loaded;
    private long size;

    /** The subtrees eight bits below a prefix, and what stands between: node n is over 2n and 2n + 1. */
    private static final class Tile {
        private final StreamSubtree[] nodes = new StreamSubtree[2 * WIDTH];

        Tile(int depth, int prefix, List<StreamSubtree> below) {
            for (int i = 0; i < WIDTH; i++) {
                nodes[WIDTH + i] = StreamSubtree.empty(depth + BITS, (prefix << BITS) + i);
            }
            below.forEach(each -> nodes[WIDTH + each.prefix() % WIDTH] = each);
            for (int i = WIDTH - 1; i > 0; i--) {
                nodes[i] = StreamSubtree.over(nodes[2 * i], nodes[2 * i + 1]);
            }
        }

        void set(Collection<StreamSubtree> below) {
            Set<Integer> above = new HashSet<>();
            for (StreamSubtree each : below) {
                int at = WIDTH + each.prefix() % WIDTH;
                nodes[at] = each;
                above.add(at / 2);
            }
            while (!above.isEmpty()) {
                Set<Integer> next = new HashSet<>();
                for (int at : above) {
                    nodes[at] = StreamSubtree.over(nodes[2 * at], nodes[2 * at + 1]);
                    if (at > 1) {
                        next.add(at / 2);
                    }
                }
                above = next;
            }
        }

        StreamSubtree root() {
            return nodes[1];
        }
    }

    /** Over no facts. */
    public StreamTree(StoredStreams stored) {
        this(stored, 0);
    }

    /**
     * As it was kept.
     *
     * @param size at which it was kept: 0, or a multiple of {@link #KEPT_EVERY}
     */
    public StreamTree(StoredStreams stored, long size) {
        if (size % KEPT_EVERY != 0) {
            throw new IllegalArgumentException("the tree is not kept at " + size);
        }
        this.stored = stored;
        this.kept = size;
        this.size = size;
        this.top = new Tile(0, 0, size == 0 ? List.of() : stored.below(BITS, List.of(0), size));
    }

    /** The largest size up to this one at which the tree is kept. */
    public static long keptBefore(long size) {
        return size - size % KEPT_EVERY;
    }

    /** Over how many facts it is. */
    public long size() {
        return size;
    }

    /**
     * Adds the next facts of the log.
     *
     * @param streams of each fact, in the order of the log
     * @param keep is handed what to keep, before a fact after it is added
     */
    public void append(List<String> streams, Consumer<KeptStreams> keep) {
        int from = 0;
        while (from < streams.size()) {
            int to = (int) Math.min(streams.size(), from + (KEPT_EVERY - size % KEPT_EVERY));
            append(streams.subList(from, to));
            if (size % KEPT_EVERY == 0) {
                keep.accept(changes());
                forget();
            }
            from = to;
        }
    }

    private void append(List<String> streams) {
        Map<String, StreamEnd> none = new HashMap<>();
        streams.forEach(stream -> none.computeIfAbsent(stream, StreamEnd::before));
        load(none.values().stream().map(end -> bucket(end.key())).distinct().toList());
        for (String stream : streams) {
            StreamEnd before = Objects.requireNonNull(none.get(stream));
            int number = bucket(before.key());
            long position = ++size;
            bucketOf(number).compute(before.key(), (key, end) -> (end == null ? before : end).next(position));
            changed.add(before.key());
            changedBuckets.add(number);
            unfolded.add(number);
        }
    }

    private NavigableMap<Hash, StreamEnd> bucketOf(int number) {
        return buckets.computeIfAbsent(number, each -> new TreeMap<>(BY_BITS));
    }

    /** What is not in memory, each kind by one question. */
    private void load(List<Integer> numbers) {
        List<Integer> missingTiles = numbers.stream().map(each -> each >> BITS).distinct().filter(each -> !tiles.containsKey(each)).toList();
        List<Integer> missing = numbers.stream().filter(each -> !buckets.containsKey(each)).toList();
        Map<Integer, List<StreamSubtree>> below = new HashMap<>();
        if (kept > 0 && !missingTiles.isEmpty()) {
            stored.below(BUCKET_BITS, missingTiles, kept)
                    .forEach(each -> below.computeIfAbsent(each.prefix() >> BITS, prefix -> new ArrayList<>()).add(each));
        }
        for (int prefix : missingTiles) {
            Tile tile = new Tile(BITS, prefix, below.getOrDefault(prefix, List.of()));
            requireKept(tile.root(), top.nodes[WIDTH + prefix]);
            tiles.put(prefix, tile);
        }
        missing.forEach(this::bucketOf);
        loaded += missing.size();
        if (kept > 0 && !missing.isEmpty()) {
            List<StreamEnd> ends = stored.ends(missing, kept);
            ends.forEach(end -> bucketOf(bucket(end.key())).put(end.key(), end));
            loaded += ends.size();
        }
        missing.forEach(each -> requireKept(folded(each), tile(each).nodes[WIDTH + each % WIDTH]));
    }

    private static void requireKept(StreamSubtree is, StreamSubtree said) {
        if (!is.equals(said)) {
            throw new IllegalStateException("what is kept of the tree over the streams contradicts itself at prefix " + is.prefix() + " of "
                    + is.depth() + " bits");
        }
    }

    private Tile tile(int bucket) {
        Tile tile = tiles.get(bucket >> BITS);
        if (tile == null) {
            throw new IllegalStateException("not loaded");
        }
        return tile;
    }

    private StreamSubtree folded(int number) {
        List<StreamEnd> streams = List.copyOf(bucketOf(number).values());
        return new StreamSubtree(BUCKET_BITS, number, StreamSubtree.fold(streams, BUCKET_BITS), streams.size() == 1);
    }

    /** The root over all streams. */
    public Hash root() {
        Map<Integer, List<StreamSubtree>> byTile = new HashMap<>();
        unfolded.forEach(each -> byTile.computeIfAbsent(each >> BITS, tile -> new ArrayList<>()).add(folded(each)));
        byTile.forEach((prefix, below) -> tile(prefix << BITS).set(below));
        top.set(byTile.keySet().stream().map(prefix -> tile(prefix << BITS).root()).toList());
        unfolded.clear();
        return top.root().hash();
    }

    private KeptStreams changes() {
        root();
        List<StreamSubtree> subtrees = new ArrayList<>(List.of(top.root()));
        changedBuckets.stream().map(each -> each >> BITS).distinct().sorted().forEach(each -> subtrees.add(top.nodes[WIDTH + each]));
        changedBuckets.stream().sorted().forEach(each -> subtrees.add(tile(each).nodes[WIDTH + each % WIDTH]));
        List<StreamEnd> ends = new ArrayList<>();
        changed.forEach(key -> ends.add(bucketOf(bucket(key)).get(key)));
        return new KeptStreams(size, ends, subtrees);
    }

    private void forget() {
        kept = size;
        if (loaded > LOADED_MAX) {
            buckets.clear();
            loaded = 0;
        }
        changed.clear();
        changedBuckets.clear();
    }

    /** Where a stream ends, or that it has no fact. */
    public StreamProof proof(String stream) {
        root();
        Hash key = StreamEnd.key(stream);
        byte[] bits = key.bytes();
        load(List.of(bucket(key)));
        List<Hash> path = new ArrayList<>();
        int depth = 0;
        while (!at(bits, depth).isEnd()) {
            depth++;
            bits[(depth - 1) / BITS] ^= (byte) (1 << (BITS - 1 - (depth - 1) % BITS));
            path.add(at(bits, depth).hash());
            bits[(depth - 1) / BITS] ^= (byte) (1 << (BITS - 1 - (depth - 1) % BITS));
        }
        return new StreamProof(stream, at(bits, depth).isEmpty() ? null : only(bits, depth), path);
    }

    /** The subtree of the keys that begin with as many of these bits. */
    private StreamSubtree at(byte[] bits, int depth) {
        if (depth <= BITS) {
            return top.nodes[(1 << depth) + prefix(bits, 0, depth)];
        }
        int bucket = prefix(bits, 0, BUCKET_BITS);
        if (depth <= BUCKET_BITS) {
            return tile(bucket).nodes[(1 << (depth - BITS)) + prefix(bits, BITS, depth)];
        }
        List<StreamEnd> streams = bucketOf(bucket).values().stream()
                .filter(each -> StreamEnd.common(each.key().raw(), bits) >= depth).toList();
        return new StreamSubtree(depth, 0, StreamSubtree.fold(streams, depth), streams.size() == 1);
    }

    /** The one stream of a subtree: down to where it stands, past what is over none. */
    private @Nullable StreamEnd only(byte[] bits, int depth) {
        byte[] way = bits.clone();
        for (int next = depth; next < BUCKET_BITS; next++) {
            if (next >= BITS) {
                load(List.of(prefix(way, 0, BITS) << BITS));
            }
            way[next / BITS] &= (byte) ~(1 << (BITS - 1 - next % BITS));
            if (at(way, next + 1).isEmpty()) {
                way[next / BITS] |= (byte) (1 << (BITS - 1 - next % BITS));
            }
        }
        load(List.of(prefix(way, 0, BUCKET_BITS)));
        return bucketOf(prefix(way, 0, BUCKET_BITS)).values().stream()
                .filter(each -> StreamEnd.common(each.key().raw(), way) >= depth).findFirst().orElse(null);
    }

    static int bucket(Hash key) {
        return prefix(key.raw(), 0, BUCKET_BITS);
    }

    /** Of the first two bytes, the bits from one to before another. */
    private static int prefix(byte[] bits, int from, int to) {
        int two = (bits[0] & 0xff) << BITS | (bits[1] & 0xff);
        return two >> (BUCKET_BITS - to) & (1 << (to - from)) - 1;
    }
}
