package dev.budgetledger.projection.entries;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * 分日汇总: what some entries of a line add up to, by kind and by the day they are effective. Equal if every sum of theirs is.
 *
 * <p>As bytes: how many sums there are, then for each, in order of kind and day, how far its key is behind the one before,
 * and its fen; all as {@link Varints}.
 */
public final class DaySums {

    public static final DaySums NONE = new DaySums(new byte[] {0});

    private static final int DAY_BITS = 40;
    private static final long DAYS = (1L << DAY_BITS) - 1;
    private static final long FIRST_DAY = -(1L << (DAY_BITS - 1)); // before LocalDate.MIN

    private final byte[] bytes;

    private DaySums(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Keys of kind and day, ascending, and the fen of each, of which none is zero. */
    private record Sums(long[] keys, long[] fen) {}

    private Sums sums() {
        Varints.Reader next = new Varints.Reader(bytes);
        int count = (int) next.value();
        Sums sums = new Sums(new long[count], new long[count]);
        long key = 0;
        for (int i = 0; i < count; i++) {
            key += next.value();
            sums.keys[i] = key;
            sums.fen[i] = next.signed();
        }
        return sums;
    }

    private static DaySums of(long[] keys, long[] fen, int count) {
        if (count == 0) {
            return NONE;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Varints.BYTES_MAX * (1 + 2 * count));
        Varints.write(bytes, count);
        long before = 0;
        for (int i = 0; i < count; i++) {
            Varints.write(bytes, keys[i] - before);
            Varints.writeSigned(bytes, fen[i]);
            before = keys[i];
        }
        return new DaySums(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /** Adds entries up, in any order. */
    public static final class Builder {

        private long[] keys = {}; // ascending, as many as counted
        private long[] fen = {};
        private int count;

        /** From nothing. */
        public Builder() {}

        /** From what there is. */
        public Builder(DaySums from) {
            Sums sums = from.sums();
            keys = sums.keys;
            fen = sums.fen;
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
            return of(allKeys, all, to);
        }
    }

    /** What these and others add up to. */
    public DaySums plus(DaySums other) {
        if (isNone() || other.isNone()) {
            return isNone() ? other : this;
        }
        Sums mine = sums();
        Sums theirs = other.sums();
        long[] keys = new long[mine.keys.length + theirs.keys.length];
        long[] fen = new long[keys.length];
        int to = 0;
        for (int i = 0, j = 0; i < mine.keys.length || j < theirs.keys.length; ) {
            long key = Math.min(
                    i < mine.keys.length ? mine.keys[i] : Long.MAX_VALUE,
                    j < theirs.keys.length ? theirs.keys[j] : Long.MAX_VALUE);
            long sum = i < mine.keys.length && mine.keys[i] == key ? mine.fen[i++] : 0;
            if (j < theirs.keys.length && theirs.keys[j] == key) {
                sum = Math.addExact(sum, theirs.fen[j++]);
            }
            if (sum != 0) {
                keys[to] = key;
                fen[to++] = sum;
            }
        }
        return of(keys, fen, to);
    }

    private boolean isNone() {
        return bytes[0] == 0;
    }

    /** Adds the sums of those effective after a day and up to another, in fen, to those at {@link EntryKind#code}. */
    void addBetween(LocalDate after, LocalDate through, long[] byCode) {
        long before = key(0, after);
        long last = key(0, through);
        Varints.Reader next = new Varints.Reader(bytes);
        long count = next.value();
        long key = 0;
        for (long i = 0; i < count; i++) {
            key += next.value();
            long sum = next.signed();
            long day = key & DAYS;
            if (before < day && day <= last) {
                int code = (int) (key >>> DAY_BITS);
                byCode[code] = Math.addExact(byCode[code], sum);
            }
        }
    }

    private static long key(int code, LocalDate day) {
        return ((long) code << DAY_BITS) + (day.toEpochDay() - FIRST_DAY);
    }

    /** Adds the days on which there are sums. */
    void addDays(Set<LocalDate> days) {
        for (long key : sums().keys) {
            days.add(LocalDate.ofEpochDay((key & DAYS) + FIRST_DAY));
        }
    }

    /** How many there are. */
    long size() {
        return new Varints.Reader(bytes).value();
    }

    /** How many bytes they are stored in. */
    int length() {
        return bytes.length;
    }

    void writeTo(ByteBuffer target) {
        target.put(bytes);
    }

    /** As they are stored. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What was stored. Anyone who gives the bytes keeps none of them: they are many. */
    public static DaySums of(byte[] stored) {
        return new DaySums(stored);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DaySums that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return size() + " day sums";
    }
}
