package dev.budgetledger.projection.console;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * 变动过的日期: where a budget becomes another, in both times and in order; what a slider of the point bar stops at.
 *
 * @param days on which something is effective
 * @param recorded with which something became known
 */
public record PointStops(List<LocalDate> days, List<Recorded> recorded) {

    /** More than these no slider shows. */
    public static final int MOST = 100;

    public static final PointStops NONE = new PointStops(List.of(), List.of());

    public PointStops {
        days = List.copyOf(days);
        recorded = List.copyOf(recorded);
    }

    boolean areNone() {
        return days.isEmpty() && recorded.isEmpty();
    }

    /** A position of the log and when it was recorded. */
    public record Recorded(long position, Instant at) {}
}
