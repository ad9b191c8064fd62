package dev.budgetledger.projection.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What the reconciliation has found, written by its thread and read by anyone. A difference stays until its part was compared
 * again and is right.
 */
public final class ReconciliationStatus {

    /** More are not distinguished: the projection is to be rebuilt anyway. */
    private static final int KEPT = 1000;
    /** What hinders for a moment, such as a restart of the database, is not worth a person's look. */
    private static final Duration LASTING = Duration.ofMinutes(1);
    /** Steps take milliseconds, and rests are bounded. */
    private static final Duration STEP_WITHIN = Duration.ofMinutes(5);

    private static final Comparator<Drift> ORDER = Comparator.comparingLong(
                    (Drift each) -> switch (each) {
                        case Drift.OfGuard _ -> Long.MIN_VALUE;
                        case Drift.OfRow row -> row.position();
                        case Drift.OfCell _ -> Long.MAX_VALUE;
                    })
            .thenComparing(Drift::toString);

    private final Map<ReconciliationPart, Drift> differences = new LinkedHashMap<>();
    private final Map<Walk, Trouble> troubles = new EnumMap<>(Walk.class);
    private long facts;
    private long tables;
    private @Nullable Instant startedAt;
    private @Nullable Instant steppedAt;
    private @Nullable Instant roundEndedAt;

    /** Why a walk cannot continue, and since when. */
    record Trouble(Instant since, String reason) {

        boolean isLasting(Instant now) {
            return since.plus(LASTING).isBefore(now);
        }
    }

    synchronized void started(Instant at) {
        startedAt = at;
        steppedAt = at;
    }

    synchronized void compared(ReconciliationPart part, Optional<? extends Drift> found) {
        differences.remove(part); // what was looked at again is the last to be looked at again
        if (differences.size() < KEPT) {
            found.ifPresent(difference -> differences.put(part, difference));
        }
    }

    /** Another generation is served: what was found is not served any more. */
    synchronized void forget() {
        differences.clear();
    }

    synchronized void counted(long moreFacts, long moreTables) {
        facts += moreFacts;
        tables += moreTables;
    }

    synchronized void stepped(Walk walk, Instant at) {
        troubles.remove(walk);
        steppedAt = at;
    }

    /** Remembers what hinders a walk, and says whether that is new. */
    synchronized boolean troubled(Walk walk, Instant at, String reason) {
        Trouble before = troubles.get(walk);
        troubles.put(walk, new Trouble(before == null ? at : before.since, reason));
        steppedAt = at;
        return before == null;
    }

    synchronized void roundEnded(Instant at) {
        roundEndedAt = at;
    }

    /** The guards that were different. */
    synchronized List<ReconciliationPart.OfGuard> guards() {
        return differences.keySet().stream()
                .filter(ReconciliationPart.OfGuard.class::isInstance)
                .map(ReconciliationPart.OfGuard.class::cast)
                .toList();
    }

    /** The different part that was not looked at for longest. */
    synchronized Optional<ReconciliationPart> toLookAtAgain() {
        return differences.keySet().stream().findFirst();
    }

    /** Guards first, then in the order of the log, cells last. */
    synchronized List<Drift> differences() {
        return differences.values().stream().sorted(ORDER).toList();
    }

    /** What has kept some of it from being compared for longest, if anything does at the moment. */
    synchronized Optional<Trouble> trouble() {
        return troubles.values().stream().min(Comparator.comparing(Trouble::since));
    }

    /** What should have ended by now and has not. */
    synchronized Optional<String> overdue(Instant now, Duration roundWithin) {
        if (startedAt == null || steppedAt == null) {
            return Optional.empty();
        }
        if (steppedAt.plus(STEP_WITHIN).isBefore(now)) {
            return Optional.of("no step has ended since " + steppedAt);
        }
        Instant before = roundEndedAt == null ? startedAt : roundEndedAt;
        return before.plus(roundWithin).isBefore(now)
                ? Optional.of("no round has ended since " + before + "; give it a larger share, or more time")
                : Optional.empty();
    }

    /**
     * What it comes to.
     *
     * @param differences places that are known to differ from what follows from the log
     * @param facts compared since the start, each with its rows
     * @param tables summed again and compared since the start
     * @param roundEndedAt when all had last been compared, if it was since the start
     */
    public record Summary(int differences, long facts, long tables, @Nullable Instant roundEndedAt) {}

    public synchronized Summary summary() {
        return new Summary(differences.size(), facts, tables, roundEndedAt);
    }

    synchronized long facts() {
        return facts;
    }

    synchronized long tables() {
        return tables;
    }

    /** When all had last been compared, if it was since the start. */
    synchronized Optional<Instant> roundEndedAt() {
        return Optional.ofNullable(roundEndedAt);
    }
}
