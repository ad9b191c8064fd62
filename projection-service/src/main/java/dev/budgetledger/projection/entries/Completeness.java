package dev.budgetledger.projection.entries;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What can be answered for good.
 *
 * <p><b>completeThrough</b>, C, is the least position through which every partition of the facts is complete: each
 * fact at or before C is in some partition, and that partition has it.
 *
 * <p><b>knownThrough</b> is the greatest instant T of a watermark (P, T) with P ≤ C. The watermark closes T: no
 * position after P carries a recordedAt at or before T. So a fact recorded at or before T has a position ≤ P ≤ C, and
 * has been applied: the question "as known at T" has its final answer. A closed timestamp is about the whole log, so it does
 * not matter in which partition, or on which topic, it was read; what matters is that P has been reached
 * <em>everywhere</em>. A tick of an idle log says nothing about any partition; it counts by the same rule once C
 * reaches its position.
 *
 * <p>Only the latest watermark of each partition is kept. That is enough: the slowest partition is complete through C
 * itself, so its latest watermark has P ≤ C, and knownThrough cannot starve while watermarks keep coming.
 */
public record Completeness(long completeThrough, Instant knownThrough) {

    /** Nothing is known. */
    public static final Completeness NONE = new Completeness(0, Instant.EPOCH);

    /** With what was known before: it stays known, though the partitions that said so may have come to a watermark that others have not reached. */
    public Completeness after(Completeness before) {
        return before.knownThrough.isAfter(knownThrough) ? new Completeness(completeThrough, before.knownThrough) : this;
    }

    /**
     * What partitions together allow.
     *
     * @param partitions every partition of the facts, and those of the ticks
     */
    public static Completeness of(Collection<PartitionProgress> partitions) {
        List<PartitionProgress> ofFacts =
                partitions.stream().filter(PartitionProgress::isOfFacts).toList();
        if (ofFacts.isEmpty()) {
            return NONE;
        }
        long completeThrough = ofFacts.stream()
                .mapToLong(PartitionProgress::completeThrough)
                .min()
                .getAsLong();
        Instant knownThrough = partitions.stream()
                .filter(each -> each.watermarkPosition() <= completeThrough)
                .map(PartitionProgress::knownAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return new Completeness(completeThrough, knownThrough);
    }
}
