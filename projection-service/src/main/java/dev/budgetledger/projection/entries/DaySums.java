package dev.budgetledger.projection.entries;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LongSummaryStatistics;
import java.util.function.LongConsumer;

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

    private static final int REMEMBERED_BYTES_MIN = 24;
    private static final int REMEMBERED_BYTES = 120;

    private final byte[] bytes;
    /** Found out when they are first asked for; twice, if two threads ask. */
    private @Nullable Span span;

    private @Nullable Totals totals;

    /** From the first of the days to the last, as in the keys. */
    private record Span(long first, long last) {

        boolean isWithin(long after, long through) {
            return after < first && last <= through;
        }

        boolean isOutside(long after, long through) {
            return last <= after || through < first;
        }
    }

    /**
     * Of all days, which most questions are about: those of the end of the year, or of today.
     *
     * @param codes of the kinds that have any
     * @param fen of each
     */
    private record Totals(int[] codes, long[] fen) {

        static Totals of(long[] byCode) {
            int[] codes = new int[byCode.length];
            long[] fen = new long[byCode.length];
            int count = 0;
            for (int code = 0; code < byCode.length; code++) {
                if (byCode[code] != 0) {
                    codes[count] = code;
                    fen[count++] = byCode[code];
                }
            }
            return new Totals(Arrays.copyOf(codes, count), Arrays.copyOf(fen, count));
        }

        void addTo(long[] sums, int from) {
            for (int i = 0; i < codes.length; i++) {
                int at = from + codes[i];
                sums[at] = Math.addExact(sums[at], fen[i]);
            }
        }
    }

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

    /** Bounds of stretches of days, for {@link #addBetween}. */
    static long[] bounds(LocalDate... days) {
        long[] bounds = new long[days.length];
        for (int i = 0; i < days.length; i++) {
            bounds[i] = key(0, days[i]);
        }
        return bounds;
    }

    /**
     * Adds sums in fen, of those effective after one bound and up to the next, to those of their stretch at {@link EntryKind#code}.
     *
     * @param bounds in order
     * @param fen of each stretch, one after the other, {@link EntryKind#COUNT}
     */
    void addBetween(long[] bounds, long[] fen) {
        if (isRemembered()) {
            Span days = span();
            int stretches = bounds.length - 1;
            for (int i = 0; i < stretches; i++) {
                if (days.isWithin(bounds[i], bounds[i + 1])) {
                    totals().addTo(fen, i * EntryKind.COUNT);
                    return;
                }
            }
            if (days.isOutside(bounds[0], bounds[stretches])) {
                return;
            }
        }
        addDays(bounds, fen);
    }

    private void addDays(long[] bounds, long[] fen) {
        Varints.Reader next = new Varints.Reader(bytes);
        long count = next.value();
        long key = 0;
        for (long i = 0; i < count; i++) {
            key += next.value();
            long sum = next.signed();
            long day = key & DAYS;
            for (int s = 0; s + 1 < bounds.length; s++) {
                if (bounds[s] < day && day <= bounds[s + 1]) {
                    int at = s * EntryKind.COUNT + (int) (key >>> DAY_BITS);
                    fen[at] = Math.addExact(fen[at], sum);
                }
            }
        }
    }

    /** Whether what is found out about them is kept: of a few it is found out again as fast. */
    private boolean isRemembered() {
        return bytes.length >= REMEMBERED_BYTES_MIN;
    }

    private Span span() {
        Span known = span;
        if (known == null) {
            LongSummaryStatistics days = new LongSummaryStatistics();
            eachDay(days);
            known = new Span(days.getMin() - FIRST_DAY, days.getMax() - FIRST_DAY);
            span = known;
        }
        return known;
    }

    private Totals totals() {
        Totals known = totals;
        if (known == null) {
            long[] fen = new long[EntryKind.COUNT];
            addDays(new long[] {-1, DAYS}, fen);
            known = Totals.of(fen);
            totals = known;
        }
        return known;
    }

    private static long key(int code, LocalDate day) {
        return ((long) code << DAY_BITS) + (day.toEpochDay() - FIRST_DAY);
    }

    /** Tells the day of each sum, counted from 1970-01-01; some more than once. */
    void eachDay(LongConsumer days) {
        Varints.Reader next = new Varints.Reader(bytes);
        long count = next.value();
        long key = 0;
        for (long i = 0; i < count; i++) {
            key += next.value();
            next.skip();
            days.accept((key & DAYS) + FIRST_DAY);
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

    /** How many bytes of memory they take, with what is found out about them, but for a few. */
    int memory() {
        return isRemembered() ? bytes.length + REMEMBERED_BYTES : bytes.length;
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
