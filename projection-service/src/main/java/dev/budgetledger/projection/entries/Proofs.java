package dev.budgetledger.projection.entries;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.budgetledger.contract.merkle.InclusionProof;

/** Proves facts from the tree over what was received, against heads that the ledger signed. */
public interface Proofs {

    /**
     * The smallest verified checkpoint that is over a position, empty while there is none. Once there is one, it stays
     * this one.
     */
    Optional<VerifiedCheckpoint> covering(long position);

    /** The largest verified checkpoint. */
    Optional<VerifiedCheckpoint> latest();

    /** That the fact at a position is in the log, as {@link #inclusions} says. */
    default InclusionProof inclusion(long position, long size) {
        return Objects.requireNonNull(inclusions(Set.of(position), size).get(position));
    }

    /**
     * That the facts at some positions are in the log as it was at a size, such as that of a verified checkpoint.
     *
     * @return by position
     * @throws IllegalArgumentException if a position is not in it, or not so much has been received
     */
    Map<Long, InclusionProof> inclusions(Set<Long> positions, long size);
}
