package dev.budgetledger.ledger.store;

import org.jspecify.annotations.Nullable;

/**
 * What has become of snapshots since the start.
 *
 * @param compared how many were compared with all the facts before them
 * @param discarded how many were not believed and deleted, which harms nothing
 * @param wrong the stream of the last that this ledger had made itself, and wrongly: what was decided from it may be wrong
 */
public record SnapshotProgress(long compared, long discarded, @Nullable String wrong) {}
