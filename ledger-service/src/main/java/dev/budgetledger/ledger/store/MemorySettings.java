package dev.budgetledger.ledger.store;

import dev.budgetledger.contract.merkle.SigningKey;

/**
 * What the writer keeps of streams beside the log.
 *
 * @param bytes that the states in memory take, about
 * @param seal of the snapshots that are believed
 */
public record MemorySettings(long bytes, SnapshotSeal seal) {

    /** A quarter of the heap, and snapshots that no other process believes. */
    static final MemorySettings DEFAULT =
            new MemorySettings(Runtime.getRuntime().maxMemory() / 4, SnapshotSeal.of(SigningKey.generate("snapshots")));
}
