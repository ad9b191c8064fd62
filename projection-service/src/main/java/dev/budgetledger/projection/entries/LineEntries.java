package dev.budgetledger.projection.entries;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * 分录 of one line, among so many facts, as they stand together. As bytes, of each in order: how far its position and its day are after those of the
 * one before, its ordinal, the code of its kind and its fen, as varints of which day and fen have a sign.
 */
public final class LineEntries {

    private static final int NUMBERS = 5;

    private LineEntries() {}

    /** Those of each line, in the order of ids. */
    public static SortedMap<Long, List<StoredEntry>> byLine(List<StoredEntry> entries) {
        SortedMap<Long, List<StoredEntry>> lines = new TreeMap<>();
        entries.forEach(each -> lines.computeIfAbsent(each.line(), _ -> new ArrayList<>()).add(each));
        return lines;
    }

    /**
     * As they are stored.
     *
     * @param entries of one line, in order
     */
    public static byte[] bytes(List<StoredEntry> entries) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(NUMBERS * Varints.BYTES_MAX, entries.size()));
        long position = 0;
        long day = 0;
        for (StoredEntry each : entries) {
            Varints.write(bytes, each.position() - position);
            Varints.writeSigned(bytes, each.effectiveOn().toEpochDay() - day);
            Varints.write(bytes, each.ordinal());
            Varints.write(bytes, each.kind().code());
            Varints.writeSigned(bytes, each.fen());
            position = each.position();
            day = each.effectiveOn().toEpochDay();
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** What was stored of a line. */
    public static List<StoredEntry> of(long line, byte[] stored) {
        List<StoredEntry> entries = new ArrayList<>();
        Varints.Reader next = new Varints.Reader(stored);
        long position = 0;
        long day = 0;
        while (next.at() < stored.length) {
            position += next.value();
            day += next.signed();
            int ordinal = Math.toIntExact(next.value());
            EntryKind kind = EntryKind.ofCode(Math.toIntExact(next.value()));
            entries.add(new StoredEntry(position, ordinal, LocalDate.ofEpochDay(day), line, kind, next.signed()));
        }
        return entries;
    }
}
