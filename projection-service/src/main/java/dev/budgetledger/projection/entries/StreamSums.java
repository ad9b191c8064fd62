package dev.budgetledger.projection.entries;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * 分指标汇总: what the entries of some facts of a budget add up to, line by line. Equal if they are of the same lines, with as many entries
 * and the same day sums.
 *
 * <p>As bytes, for each line in the order of ids: how far its id is after the one before, how many entries, how many bytes its
 * {@link DaySums} take, all as {@link Varints}; and these bytes.
 */
public final class StreamSums {

    public static final StreamSums NONE = new StreamSums(List.of());

    /** What they take in memory beside their lines, where they are kept. */
    private static final long BYTES_OF_ALL = 250;
    /** What a line takes in memory beside the bytes of its sums. */
    private static final long BYTES_OF_LINE = 96;

    private final List<OfLine> lines;

    private StreamSums(List<OfLine> lines) {
        this.lines = lines;
    }

    /**
     * Of one line.
     *
     * @param line its id
     * @param entries how many
     */
    public record OfLine(long line, long entries, DaySums sums) {

        private OfLine plus(OfLine other) {
            return new OfLine(line, Math.addExact(entries, other.entries), sums.plus(other.sums));
        }
    }

    /** Adds entries up, in any order. */
    public static final class Builder {

        private static final class Line {
            private final DaySums.Builder sums = new DaySums.Builder();
            private long entries;
        }

        private final SortedMap<Long, Line> lines = new TreeMap<>();

        public void add(long line, EntryKind kind, LocalDate effectiveOn, long fen) {
            Line of = lines.computeIfAbsent(line, _ -> new Line());
            of.sums.add(kind, effectiveOn, fen);
            of.entries++;
        }

        public void add(StoredEntry entry) {
            add(entry.line(), entry.kind(), entry.effectiveOn(), entry.fen());
        }

        public StreamSums build() {
            List<OfLine> built = new ArrayList<>(lines.size());
            lines.forEach((id, line) -> built.add(new OfLine(id, line.entries, line.sums.build())));
            return new StreamSums(built);
        }
    }

    /** What some entries add up to. */
    public static StreamSums ofEntries(List<StoredEntry> entries) {
        Builder sums = new Builder();
        entries.forEach(sums::add);
        return sums.build();
    }

    /** What they are together; best when the largest is the first. */
    public static StreamSums sum(List<StreamSums> parts) {
        SortedMap<Long, OfLine> all = new TreeMap<>();
        for (StreamSums part : parts.reversed()) {
            part.lines.forEach(each -> all.merge(each.line, each, OfLine::plus));
        }
        return new StreamSums(List.copyOf(all.values()));
    }

    /** In the order of their ids. */
    public List<OfLine> lines() {
        return lines;
    }

    /** How many day sums there are. */
    public long daySums() {
        return lines.stream().mapToLong(each -> each.sums.size()).sum();
    }

    /** About how many bytes of memory they take. */
    public long bytesOfMemory() {
        return BYTES_OF_ALL + lines.stream().mapToLong(each -> BYTES_OF_LINE + each.sums.memory()).sum();
    }

    /** As they are stored. */
    public byte[] bytes() {
        int most = lines.stream().mapToInt(each -> 3 * Varints.BYTES_MAX + each.sums.length()).sum();
        ByteBuffer bytes = ByteBuffer.allocate(most);
        long before = 0;
        for (OfLine each : lines) {
            Varints.write(bytes, each.line - before);
            Varints.write(bytes, each.entries);
            Varints.write(bytes, each.sums.length());
            each.sums.writeTo(bytes);
            before = each.line;
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** What was stored. */
    public static StreamSums of(byte[] stored) {
        List<OfLine> lines = new ArrayList<>();
        Varints.Reader next = new Varints.Reader(stored);
        long line = 0;
        while (next.at() < stored.length) {
            line += next.value();
            long entries = next.value();
            int length = Math.toIntExact(next.value());
            lines.add(new OfLine(line, entries, DaySums.of(next.bytes(length))));
        }
        return new StreamSums(lines);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamSums that && lines.equals(that.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return lines.size() + " lines, " + daySums() + " day sums";
    }
}
