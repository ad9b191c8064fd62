package dev.budgetledger.projection.entries;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * 时点: a point in both times at which the answer will never change again. Everything that is answered follows from it
 * alone, and a question of its first three is resolved to itself.
 *
 * @param effectiveOn 业务日期: what is effective on or before this day counts
 * @param recordedAsOf 记账时间: what was recorded at or before this instant is known; that of the position where it decides
 * @param position the last position of the log that is known; decides alone what counts
 * @param checkpoint the smallest verified checkpoint that is over the position, if there is one yet; it never changes
 *     the answer, only seals it
 * @param lag how far a question for now was answered behind the log; absent if it was not, or a point was asked for
 */
public record AsOf(
        LocalDate effectiveOn,
        Instant recordedAsOf,
        long position,
        @Nullable VerifiedCheckpoint checkpoint,
        @Nullable Lag lag) {

    public AsOf(LocalDate effectiveOn, Instant recordedAsOf, long position, @Nullable VerifiedCheckpoint checkpoint) {
        this(effectiveOn, recordedAsOf, position, checkpoint, null);
    }

    /** A point over which no checkpoint has been verified yet. */
    public AsOf(LocalDate effectiveOn, Instant recordedAsOf, long position) {
        this(effectiveOn, recordedAsOf, position, null);
    }

    /** The same point, of an answer that is so far behind. */
    public AsOf behind(@Nullable Lag by) {
        return new AsOf(effectiveOn, recordedAsOf, position, checkpoint, by);
    }

    /** The same knowledge of what is effective by another day. */
    public AsOf on(LocalDate day) {
        return new AsOf(day, recordedAsOf, position, checkpoint, lag);
    }

    /**
     * The checkpoint over the position, for what is of no use without one.
     *
     * @throws NotCaughtUpException if there is none yet
     */
    public VerifiedCheckpoint seal() {
        if (checkpoint == null) {
            throw new NotCaughtUpException("no checkpoint over position " + position + " has been verified yet");
        }
        return checkpoint;
    }
}
