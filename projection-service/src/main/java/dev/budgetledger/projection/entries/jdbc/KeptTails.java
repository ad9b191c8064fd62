package dev.budgetledger.projection.entries.jdbc;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/** The tails of streams that were read last, found by any position that they cover; bounded by their bytes. */
final class KeptTails {

    private record Place(long generation, String stream, long after) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::generation).thenComparing(Place::stream).thenComparingLong(Place::after);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final LongSupplier generation;
    private final NavigableSet<Place> places = new TreeSet<>();
    private final RecentReads<Place, StreamTail> tails;

    KeptTails(long bytes, LongSupplier generation, LongSupplier nanoTime) {
        this.generation = generation;
        this.tails = new RecentReads<>(bytes, StreamTail::bytesOfMemory, nanoTime, this::forget);
    }

    /**
     * One that covers a position.
     *
     * @param extended the same, with the facts that have come since
     * @param read reads it
     * @return nothing if that one has more facts than it may: a snapshot is missing
     */
    Optional<StreamTail> of(String stream, long position, UnaryOperator<StreamTail> extended, Supplier<StreamTail> read) {
        long now = generation.getAsLong();
        Place place = find(now, stream, position);
        StreamTail found = place == null ? null : tails.find(place).orElse(null);
        if (place != null && found != null) {
            if (found.covers(position)) {
                return Optional.of(found);
            }
            if (!found.isFull()) {
                StreamTail more = extended.apply(found);
                tails.replace(place, more);
                if (more.covers(position)) {
                    return Optional.of(more);
                }
            }
        }
        StreamTail tail = read.get();
        if (!tail.covers(position)) {
            return Optional.empty();
        }
        Place at = new Place(now, stream, tail.after());
        synchronized (places) {
            places.add(at);
        }
        tails.put(at, tail);
        return Optional.of(tail);
    }

    private @Nullable Place find(long now, String stream, long position) {
        synchronized (places) {
            Place place = places.floor(new Place(now, stream, position));
            return place != null && place.generation == now && place.stream.equals(stream) ? place : null;
        }
    }

    private void forget(Place place) {
        synchronized (places) {
            places.remove(place);
        }
    }
}
