package dev.budgetledger.projection.entries;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;

/**
 * 分日汇总: what some entries of a line come to, by kind and by the day they are effective. Equal if every sum of theirs is.
 *
 * <p>As bytes: how many sums there are, then for each, in order of kind and day, how far its key is behind the one before,
 * and its fen, positive and negative in turn (zigzag); all in sevenths, the lowest first, as Protocol Buffers write them.
 */
public final class DaySums {

    public static final DaySums NONE = new DaySums(new long[0], new long[0]);

    private static final int DAY_BITS = 40;
    private static final long FIRST_DAY = -(1L << (DAY_BITS - 1)); // before LocalDate.MIN
    private static final int LONGEST = 10;

    private final long[] keys; // kind and day, ascending
    private final long[] fen; // none is zero

    private DaySums(long[] keys, long[] fen) {
        this.keys = keys;
        this.fen = fen;
    }

    /** Adds entries up, in any order. */
    public static final class Builder {

        private long[] keys = NONE.keys; // ascending, as many as counted
        private long[] fen = NONE.fen;
        private int count;

        /** From nothing. */
        public Builder() {}

        /** From what there is. */
        public Builder(DaySums sums) {
            keys = sums.keys.clone();
            fen = sums.fen.clone();
            count = keys.length;
        }

        public Builder add(EntryKind kind, LocalDate effectiveOn, long amount) {
            long key = key(kind.code(), effectiveOn);
            int at = Arrays.binarySearch(keys, 0, count, key);
            if (at >= 0) {
                fen[at] = Math.addExact(fen[at], amount);
                return this;
            }
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, Math.max(4, 2 * count));
                fen = Arrays.copyOf(fen, keys.length);
            }
            int to = -at - 1;
            System.arraycopy(keys, to, keys, to + 1, count - to);
            System.arraycopy(fen, to, fen, to + 1, count - to);
            keys[to] = key;
            fen[to] = amount;
            count++;
            return this;
        }

        public DaySums build() {
            long[] allKeys = new long[count];
            long[] all = new long[count];
            int to = 0;
            for (int i = 0; i < count; i++) {
                if (fen[i] != 0) {
                    allKeys[to] = keys[i];
                    all[to++] = fen[i];
                }
            }
            return to == 0 ? NONE : new DaySums(Arrays.copyOf(allKeys, to), Arrays.copyOf(all, to));
        }
    }

    /** What these and others come to. */
    public DaySums plus(DaySums other) {
        if (keys.length == 0 || other.keys.length == 0) {
            return keys.length == 0 ? other : this;
        }
        long[] allKeys = new long[keys.length + other.keys.length];
        long[] all = new long[allKeys.length];
        int to = 0;
        for (int mine = 0, theirs = 0; mine < keys.length || theirs < other.keys.length; ) {
            long key = Math.min(
                    mine < keys.length ? keys[mine] : Long.MAX_VALUE,
                    theirs < other.keys.length ? other.keys[theirs] : Long.MAX_VALUE);
            long sum = mine < keys.length && keys[mine] == key ? fen[mine++] : 0;
            if (theirs < other.keys.length && other.keys[theirs] == key) {
                sum = Math.addExact(sum, other.fen[theirs++]);
            }
            if (sum != 0) {
                allKeys[to] = key;
                all[to++] = sum;
            }
        }
        return new DaySums(Arrays.copyOf(allKeys, to), Arrays.copyOf(all, to));
    }

    /** The sums of those effective after a day and up to another, by kind. */
    public Map<EntryKind, Money> between(LocalDate after, LocalDate through) {
        Map<EntryKind, Money> sums = new HashMap<>();
        int at = 0;
        while (at < keys.length) {
            int code = (int) (keys[at] >>> DAY_BITS);
            long first = key(code, after) + 1;
            long last = key(code, through);
            long end = (long) (code + 1) << DAY_BITS;
            long sum = 0;
            for (; at < keys.length && keys[at] < end; at++) {
                if (first <= keys[at] && keys[at] <= last) {
                    sum = Math.addExact(sum, fen[at]);
                }
            }
            if (sum != 0) {
                sums.put(EntryKind.ofCode(code), Money.ofFen(sum));
            }
        }
        return sums;
    }

    private static long key(int code, LocalDate day) {
        return ((long) code << DAY_BITS) + (day.toEpochDay() - FIRST_DAY);
    }

    /** As they are stored. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST * (1 + 2 * keys.length));
        write(bytes, keys.length);
        long before = 0;
        for (int i = 0; i < keys.length; i++) {
            write(bytes, keys[i] - before);
            write(bytes, (fen[i] << 1) ^ (fen[i] >> (Long.SIZE - 1)));
            before = keys[i];
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** What was stored. */
    public static DaySums of(byte[] stored) {
        Sevenths bytes = new Sevenths(stored);
        int count = (int) bytes.next();
        long[] keys = new long[count];
        long[] fen = new long[count];
        long key = 0;
        for (int i = 0; i < count; i++) {
            key += bytes.next();
            keys[i] = key;
            long zigzag = bytes.next();
            fen[i] = (zigzag >>> 1) ^ -(zigzag & 1);
        }
        return new DaySums(keys, fen);
    }

    private static void write(ByteBuffer bytes, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    /** Numbers in sevenths, one behind the other: most of the time of a table goes into reading them. */
    private static final class Sevenths {

        private final byte[] bytes;
        private int at;

        Sevenths(byte[] bytes) {
            this.bytes = bytes;
        }

        long next() {
            byte next = bytes[at++];
            long value = next & 0x7F;
            for (int shift = 7; next < 0; shift += 7) {
                next = bytes[at++];
                value |= (long) (next & 0x7F) << shift;
            }
            return value;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DaySums that && Arrays.equals(keys, that.keys) && Arrays.equals(fen, that.fen);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(keys) + Arrays.hashCode(fen);
    }

    @Override
    public String toString() {
        return keys.length + " day sums";
    }
}
