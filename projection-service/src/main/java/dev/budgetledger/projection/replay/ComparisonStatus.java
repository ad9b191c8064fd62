package dev.budgetledger.projection.replay;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What the comparison has found, written by its thread and read by anyone. A difference stays until its part was compared
 * again and is right.
 */
final class ComparisonStatus {

    /** More are not told apart: the projection is to be rebuilt anyway. */
    private static final int KEPT = 1000;

    private static final Comparator<Difference> ORDER = Comparator.comparingLong(
                    (Difference each) -> switch (each) {
                        case Difference.OfRow row -> row.position();
                        case Difference.OfCell _ -> Long.MAX_VALUE;
                    })
            .thenComparing(Difference::toString);

    private final Map<Compared, Difference> differences = new LinkedHashMap<>();
    private long facts;
    private long tables;
    private @Nullable Instant roundEndedAt;
    private @Nullable String trouble;

    synchronized void compared(Compared part, Optional<Difference> found) {
        differences.remove(part); // what was looked at again is the last to be looked at again
        if (differences.size() < KEPT) {
            found.ifPresent(difference -> differences.put(part, difference));
        }
    }

    synchronized void counted(long moreFacts, long moreTables) {
        facts += moreFacts;
        tables += moreTables;
    }

    synchronized void roundEnded(Instant at) {
        roundEndedAt = at;
    }

    /** The different part that was not looked at for longest. */
    synchronized Optional<Compared> toLookAtAgain() {
        return differences.keySet().stream().findFirst();
    }

    /** In the order of the log, cells last. */
    synchronized List<Difference> differences() {
        return differences.values().stream().sorted(ORDER).toList();
    }

    /** Why nothing can be compared at the moment; null if it can. */
    synchronized void trouble(@Nullable String now) {
        trouble = now;
    }

    synchronized Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    synchronized long facts() {
        return facts;
    }

    synchronized long tables() {
        return tables;
    }

    /** When all facts had last been compared, if they were since the start. */
    synchronized Optional<Instant> roundEndedAt() {
        return Optional.ofNullable(roundEndedAt);
    }
}
