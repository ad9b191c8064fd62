package dev.budgetledger.projection.intake;

import java.util.List;
import java.util.Map;

import dev.budgetledger.projection.entries.PartitionProgress;

/**
 * What the store knows before a batch.
 *
 * @param progress the partitions of the batch
 * @param lastSequences the last applied sequence of each stream of the batch that has one, and of others
 * @param applied the envelopes already applied at positions that the batch brings again
 */
record Known(List<PartitionProgress> progress, Map<String, Long> lastSequences, Map<Long, Bytes> applied) {}
