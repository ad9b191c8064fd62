package dev.budgetledger.projection.entries.jdbc;

import java.time.LocalDate;
import java.util.Arrays;

import dev.budgetledger.projection.entries.EntryKind;
import dev.budgetledger.projection.entries.StoredEntry;
import dev.budgetledger.projection.entries.StreamSums;

/**
 * The entries of the facts of a stream that come after a snapshot and before the next, as far as they were there when they were read. The
 * facts of a stream are received one after the other: those that are there are the first of them.
 */
final class StreamTail {

    private static final long BYTES_OF_ALL = 300;
    private static final long BYTES_OF_ENTRY = 32;

    private final Growing read;

    private StreamTail(Growing read) {
        this.read = read;
    }

    /** How many facts the snapshot before is of, 0 if there is none. */
    long facts() {
        return read.facts;
    }

    /** With how many facts the last base was kept, 0 if none was. */
    long base() {
        return read.base;
    }

    /** The position of the last fact before. */
    long after() {
        return read.after;
    }

    /** How many facts of the stream there are with these. */
    long end() {
        return read.end;
    }

    /** Whether the stream up to a position ends among these facts. */
    boolean covers(long position) {
        return read.after <= position && (isFull() ? position < read.last : position <= read.known);
    }

    /** Whether the next fact comes after another snapshot. */
    boolean isFull() {
        return read.end - read.facts >= StreamHistories.FACTS_PER_SNAPSHOT;
    }

    /** What the entries up to a position add up to. */
    StreamSums through(long position) {
        StreamSums.Builder sums = new StreamSums.Builder();
        for (int i = 0; i < read.count; i++) {
            if (read.positions[i] <= position) {
                sums.add(read.lines[i], read.kinds[i], LocalDate.ofEpochDay(read.days[i]), read.fen[i]);
            }
        }
        return sums.build();
    }

    long bytesOfMemory() {
        return BYTES_OF_ALL + BYTES_OF_ENTRY * read.count;
    }

    /** As it is read, row by row in any order. */
    static final class Growing {

        private final long facts;
        private final long base;
        private final long after;
        private long end;
        private long last;
        private long known;
        private int count;
        private long[] positions = new long[64];
        private long[] lines = new long[64];
        private long[] fen = new long[64];
        private int[] days = new int[64];
        private EntryKind[] kinds = new EntryKind[64];

        /** @param known a position up to which all facts have been received */
        Growing(long facts, long base, long after, long known) {
            this.facts = facts;
            this.base = base;
            this.after = after;
            this.end = facts;
            this.last = after;
            this.known = known;
        }

        /** What continues where another ended. */
        Growing(StreamTail from, long known) {
            this(from.read.facts, from.read.base, from.read.after, Math.max(known, from.read.known));
            end = from.read.end;
            last = from.read.last;
            count = from.read.count;
            positions = from.read.positions;
            lines = from.read.lines;
            fen = from.read.fen;
            days = from.read.days;
            kinds = from.read.kinds;
            resize(count + 64); // what is kept is not written to
        }

        void fact(long sequence, long position) {
            end = Math.max(end, sequence + 1);
            last = Math.max(last, position);
            known = Math.max(known, position);
        }

        void entry(StoredEntry entry) {
            if (count == positions.length) {
                resize(2 * count);
            }
            positions[count] = entry.position();
            lines[count] = entry.line();
            fen[count] = entry.fen();
            days[count] = Math.toIntExact(entry.effectiveOn().toEpochDay());
            kinds[count] = entry.kind();
            count++;
        }

        private void resize(int size) {
            positions = Arrays.copyOf(positions, size);
            lines = Arrays.copyOf(lines, size);
            fen = Arrays.copyOf(fen, size);
            days = Arrays.copyOf(days, size);
            kinds = Arrays.copyOf(kinds, size);
        }

        StreamTail build() {
            resize(count);
            return new StreamTail(this);
        }
    }
}
