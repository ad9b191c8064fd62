package dev.budgetledger.projection.entries;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 分录所在: where an entry stands in the log, written {@code 17-3}. Entries are read in this order.
 *
 * @param position of its fact, from 1
 * @param ordinal within its posting, from 0
 */
public record EntryPlace(long position, int ordinal) implements Comparable<EntryPlace> {

    /** Before every entry. */
    public static final EntryPlace START = new EntryPlace(0, 0);

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,18})-([0-9]{1,9})");
    private static final Comparator<EntryPlace> ORDER =
            Comparator.comparingLong(EntryPlace::position).thenComparingInt(EntryPlace::ordinal);

    /** The place that is written so, if one is. */
    public static Optional<EntryPlace> of(String written) {
        Matcher parts = WRITTEN.matcher(written);
        return parts.matches()
                ? Optional.of(new EntryPlace(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(EntryPlace other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return position + "-" + ordinal;
    }
}
