package dev.budgetledger.projection.entries;

import dev.budgetledger.contract.merkle.Hash;

/**
 * 检查点: a signed head of the log that agrees with the facts that were received here.
 *
 * @param size over the facts up to this position
 * @param root of the tree over them
 * @param note as the ledger signed it
 */
public record VerifiedCheckpoint(long size, Hash root, String note) {}
