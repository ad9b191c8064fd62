package dev.budgetledger.projection.entries;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;

/**
 * How far one partition has been applied.
 *
 * @param nextOffset the offset to read next
 * @param completeThrough every fact of this partition up to this position has been applied
 * @param watermarkPosition the position of the latest watermark read here
 * @param knownAt its instant: no position after {@code watermarkPosition} carries a recordedAt at or before it
 */
public record PartitionProgress(
        String topic,
        int partition,
        long nextOffset,
        long completeThrough,
        long watermarkPosition,
        Instant knownAt) {

    /** How far the clocks of the ledger and of this machine may be apart. */
    private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(1);

    /** The next offset of a partition of a projection that another has taken the place of: nobody continues there. */
    public static final long RETIRED = Long.MAX_VALUE;

    /** Nothing read yet. */
    public static PartitionProgress none(String topic, int partition) {
        return new PartitionProgress(topic, partition, 0, 0, 0, Instant.EPOCH);
    }

    /** What a watermark can say at the latest: nothing is known of what is to come. */
    public static Instant latestKnownAt(Clock clock) {
        return clock.instant().plus(CLOCKS_APART_MAX);
    }

    /** Whether this is a partition of the facts, not of the ticks of an idle log. */
    public boolean isOfFacts() {
        return topic.equals(Topics.FACTS);
    }

    /** Whether another projection continues in place of this one, and has what this one has. */
    public boolean isRetired() {
        return nextOffset == RETIRED;
    }

    /** A fact was applied: first occurrences come in the order of positions, so none before it is missing. */
    public PartitionProgress afterFact(long offset, long position) {
        return new PartitionProgress(topic, partition, offset + 1, position, watermarkPosition, knownAt);
    }

    /** A fact came again and changed nothing. */
    public PartitionProgress afterResend(long offset) {
        return new PartitionProgress(topic, partition, offset + 1, completeThrough, watermarkPosition, knownAt);
    }

    /** A watermark was read. One that came again, or late, takes nothing back. */
    public PartitionProgress afterWatermark(long offset, Watermark watermark) {
        boolean later = watermark.knownAt().isAfter(knownAt);
        return new PartitionProgress(
                topic,
                partition,
                offset + 1,
                Math.max(completeThrough, watermark.position()),
                later ? watermark.position() : watermarkPosition,
                later ? watermark.knownAt() : knownAt);
    }
}
