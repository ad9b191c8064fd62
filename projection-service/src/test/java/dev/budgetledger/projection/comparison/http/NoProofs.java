package dev.budgetledger.projection.comparison.http;

import java.util.List;
import java.util.Optional;

import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.contract.merkle.StreamProof;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;

/** No head of the log has been signed. */
public final class NoProofs implements Proofs {
    @Override
    public Optional<VerifiedCheckpoint> covering(long position) {
        return Optional.empty();
    }

    @Override
    public Optional<VerifiedCheckpoint> latest() {
        return Optional.empty();
    }

    @Override
    public List<InclusionProof> inclusions(List<Long> positions, long size) {
        throw new IllegalArgumentException("nothing is signed");
    }

    @Override
    public List<StreamProof> streams(List<String> streams, long size) {
        throw new IllegalArgumentException("nothing is signed");
    }
}
