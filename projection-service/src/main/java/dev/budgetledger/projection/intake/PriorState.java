package dev.budgetledger.projection.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.projection.entries.PartitionProgress;

/**
 * What the store knows before a batch.
 *
 * @param progress the partitions of the batch
 * @param lastSequences the last applied sequence of each stream of the batch that has one, and of others
 * @param applied the leaf hashes of the envelopes already applied at positions that the batch brings again
 * @param acknowledged whether a record that must not be applied may be passed by, as a person said
 * @param heads who signed what comes with watermarks
 * @param latest what a tick can say at the latest
 */
record PriorState(
        List<PartitionProgress> progress,
        Map<String, Long> lastSequences,
        Map<Long, Hash> applied,
        Predicate<RecordPosition> acknowledged,
        Heads heads,
        Instant latest) {

    /** Tells whether the ledger signed a head. */
    interface Heads {

        /** What is wrong with a note; null if nothing is. */
        @Nullable String fault(String note);
    }

    PriorState(List<PartitionProgress> progress, Map<String, Long> lastSequences, Map<Long, Hash> applied) {
        this(progress, lastSequences, applied, _ -> false, _ -> null, Instant.MAX);
    }
}
