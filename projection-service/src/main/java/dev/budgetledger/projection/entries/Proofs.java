package dev.budgetledger.projection.entries;

import java.util.List;
import java.util.Optional;

import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.contract.merkle.StreamProof;

/** Proves facts from the tree over what was received, against heads that the ledger signed. */
public interface Proofs {

    /**
     * The smallest verified checkpoint that is over a position, empty while there is none. Once there is one, it stays
     * this one.
     */
    Optional<VerifiedCheckpoint> covering(long position);

    /** The largest verified checkpoint. */
    Optional<VerifiedCheckpoint> latest();

    /**
     * That the fact at a position is in the log as it was at a size, such as that of a verified checkpoint.
     *
     * @throws IllegalArgumentException if the position is not in it, or not so much has been received
     */
    default InclusionProof inclusion(long position, long size) {
        return inclusions(List.of(position), size).getFirst();
    }

    /** The same for several positions, which costs less than one by one the nearer they are to each other. */
    List<InclusionProof> inclusions(List<Long> positions, long size);

    /**
     * Where each of these streams ends in the log as it was at a size, or that it had none of its facts.
     *
     * @throws IllegalStateException if what is kept for that contradicts itself
     */
    List<StreamProof> streams(List<String> streams, long size);
}
