package dev.budgetledger.ledger.commands.bulk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.problems.Places;
import dev.budgetledger.edge.problems.ProblemException;

/**
 * Places for uploads. Where none is free, the one whose sender is furthest behind yields to the newcomer: who sends nothing keeps out nobody
 * who does.
 */
final class Uploads {

    /** So far a sender may be behind and keep its place. */
    private static final Duration BEHIND_MAX = Duration.ofSeconds(5);

    private final Places places;
    private final long nanosPerByte;
    private final LongSupplier nanoTime;
    private final Map<Upload, Places.Place> under = new HashMap<>();

    /**
     * @param most at once
     * @param rate bytes in a second, by which a sender is not behind
     */
    Uploads(int most, long rate) {
        this(most, rate, System::nanoTime);
    }

    Uploads(int most, long rate, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.places = new Places(most);
        this.nanosPerByte = Duration.ofSeconds(1).toNanos() / Math.max(rate, 1);
    }

    /**
     * One that has no place yet.
     *
     * @param breakOff ends its connection, from any thread
     */
    Upload of(InputStream body, Runnable breakOff) {
        return new Upload(body, breakOff);
    }

    /**
     * Gives it a place, until that is closed.
     *
     * @throws ProblemException TOO_MANY_AT_ONCE if there is none, and nobody is behind
     */
    synchronized Places.Place take(Upload upload) {
        under.put(upload, place());
        return () -> leave(upload);
    }

    private Places.Place place() {
        try {
            return places.take();
        } catch (ProblemException full) {
            Upload last = under.keySet().stream().max(Comparator.comparingLong(Upload::behind)).orElseThrow(() -> full);
            if (!last.giveUp()) {
                throw full;
            }
            return Objects.requireNonNull(under.remove(last));
        }
    }

    private synchronized void leave(Upload upload) {
        Places.Place place = under.remove(upload);
        if (place != null) {
            place.close();
        }
    }

    /** What one sender sends: it knows how far that is behind the rate. Only waiting for it counts. */
    final class Upload extends FilterInputStream {

        private final Runnable breakOff;
        private @Nullable Thread waiting;
        private long since;
        private long behind;
        private boolean yielded;

        private Upload(InputStream body, Runnable breakOff) {
            super(body);
            this.breakOff = breakOff;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            await();
            int count = 0;
            try {
                count = super.read(bytes, offset, length);
                return count;
            } finally {
                came(Math.max(count, 0));
            }
        }

        private synchronized void await() {
            since = nanoTime.getAsLong();
            waiting = Thread.currentThread();
        }

        private synchronized void came(int bytes) {
            behind = Math.max(0, behind() - bytes * nanosPerByte);
            waiting = null;
            if (yielded) {
                var _ = Thread.interrupted(); // it was for the reading
            }
        }

        /** For how many nanoseconds more it was waited than what has come is worth; 0 while nobody waits. */
        private synchronized long behind() {
            return waiting == null ? 0 : behind + nanoTime.getAsLong() - since;
        }

        /** Breaks it off if it is too far behind: what was read is posted. */
        private synchronized boolean giveUp() {
            Thread reader = waiting;
            if (reader == null || behind() <= BEHIND_MAX.toNanos()) {
                return false;
            }
            yielded = true;
            breakOff.run();
            reader.interrupt();
            return true;
        }
    }
}
