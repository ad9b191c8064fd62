package dev.budgetledger.ledger.store;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.ledger.log.StoredFact;

/**
 * The states of the streams used last, as they are after all facts up to one position of the log. Only what is durable is ever
 * played into it, so that no fault leaves it ahead; what a group that is under way makes of its streams stands before that, apart, until
 * it is durable or dropped. For the one thread of the {@link LedgerWriter} only.
 *
 * <p>Bounded by bytes, as its states estimate them; the states of the group in hand may be more.
 */
final class StreamMemory {

    /** This many facts are read again rather than a snapshot written when a stream leaves. */
    private static final int FRESH_ON_LEAVING_MAX = 8;

    private static final int FRESH_MAX = 100;

    private final long bytesMax;
    private final SnapshotWriter snapshots;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** Known to have no facts, for the group in hand. */
    private final Set<String> empty = new HashSet<>();

    private Map<String, VersionedState> underWay = Map.of();
    private long bytes;
    private long position;

    private static final class Entry {
        private VersionedState known;
        private long bytes;
        private long weighedAt;

        Entry(VersionedState known) {
            this.known = known;
        }
    }

    StreamMemory(long bytesMax, SnapshotWriter snapshots) {
        this.bytesMax = bytesMax;
        this.snapshots = snapshots;
    }

    /** All facts up to here are in it, of the streams that it has. */
    long position() {
        return position;
    }

    /** Says that no stream in it has facts between its position and another. */
    void reach(long reached) {
        position = reached;
    }

    /** Whether nothing is known that another instance may make untrue, not even that a stream has no facts. */
    boolean isEmpty() {
        return entries.isEmpty() && empty.isEmpty() && underWay.isEmpty();
    }

    /** Whether all is known of a stream that a decision needs. */
    boolean has(String stream) {
        return underWay.containsKey(stream) || entries.containsKey(stream) || empty.contains(stream);
    }

    /** What is decided from now on is decided on these states, which are not durable yet. */
    void follow(Map<String, VersionedState> states) {
        underWay = states;
    }

    /** What was followed is not true. */
    void drop() {
        underWay = Map.of();
    }

    /** What was followed is durable. A stream that is not here any more is read again when it is asked for, unless it is new. */
    void adopt(Set<String> created) {
        underWay.forEach((stream, known) -> {
            Entry entry = entries.get(stream);
            if (entry == null && created.contains(stream)) {
                put(stream, known);
            } else if (entry != null && known.facts() > entry.known.facts()) {
                keep(stream, entry, known.inSnapshot(entry.known.inSnapshot()));
            }
        });
        drop();
    }

    @Nullable VersionedState get(String stream) {
        VersionedState next = underWay.get(stream);
        if (next != null) {
            return next;
        }
        Entry entry = entries.get(stream);
        return entry == null ? null : entry.known;
    }

    /** How many facts a stream has, 0 if it is not here. */
    long facts(String stream) {
        VersionedState known = get(stream);
        return known == null ? 0 : known.facts();
    }

    void put(String stream, @Nullable VersionedState known) {
        if (known == null) {
            empty.add(stream);
        } else {
            keep(stream, entries.computeIfAbsent(stream, _ -> new Entry(known)), known);
        }
    }

    /** Plays a fact that is durable, if its stream is here and does not have it yet. */
    void play(StoredFact fact) {
        String stream = fact.envelope().stream();
        long sequence = fact.envelope().sequence();
        Entry entry = entries.get(stream);
        if (entry == null) {
            if (sequence == 0) {
                put(stream, VersionedState.after(null, fact));
            }
        } else if (sequence >= entry.known.facts()) {
            keep(stream, entry, VersionedState.after(entry.known, fact));
        }
    }

    private void keep(String stream, Entry entry, VersionedState known) {
        entry.known = known;
        if (known.fresh() >= FRESH_MAX && snapshots.offer(stream, known)) {
            entry.known = known.snapshotted();
        }
        if (known.facts() >= entry.weighedAt + entry.weighedAt / 8) {
            bytes -= entry.bytes;
            entry.bytes = known.state().bytes();
            entry.weighedAt = known.facts() + 8;
            bytes += entry.bytes;
        }
    }

    /** Ends a group: forgets the streams not used for longest until the rest is within the bound. */
    void trim() {
        empty.clear();
        Iterator<Map.Entry<String, Entry>> eldest = entries.entrySet().iterator();
        while (bytes > bytesMax && entries.size() > 1) {
            Map.Entry<String, Entry> next = eldest.next();
            VersionedState known = next.getValue().known;
            if (known.fresh() > FRESH_ON_LEAVING_MAX) {
                snapshots.offer(next.getKey(), known);
            }
            bytes -= next.getValue().bytes;
            eldest.remove();
        }
    }

    void remove(String stream) {
        Entry entry = entries.remove(stream);
        bytes -= entry == null ? 0 : entry.bytes;
    }

    void clear() {
        entries.clear();
        empty.clear();
        bytes = 0;
        drop();
    }

    /** Has a snapshot written of all that is in none. */
    void leave() {
        entries.forEach((stream, entry) -> {
            if (entry.known.fresh() > FRESH_ON_LEAVING_MAX) {
                snapshots.offer(stream, entry.known);
            }
        });
    }
}
