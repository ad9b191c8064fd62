package dev.budgetledger.projection.intake;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.PartitionProgress;

/**
 * What a batch changes.
 *
 * @param facts those that came for the first time, in order
 * @param progress the partitions of the batch afterwards
 * @param stop why the rest of the batch was not admitted; absent if all of it was
 */
record Admitted(List<Received.OfFact> facts, Collection<PartitionProgress> progress, @Nullable Stop stop) {}
