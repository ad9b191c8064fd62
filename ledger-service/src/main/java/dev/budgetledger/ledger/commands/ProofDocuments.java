package dev.budgetledger.ledger.commands;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.ConsistencyProof;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.ledger.log.Verification;

/** Proofs as JSON: positions instead of indexes, hashes in base64. */
final class ProofDocuments {

    private ProofDocuments() {}

    record Inclusion(long position, long treeSize, String leafHash, List<String> path) {}

    record Consistency(long from, long to, List<String> path) {}

    /** Either size and root, or from where to where the log differs and why. */
    record Verified(boolean intact, @Nullable Long size, @Nullable String rootHash, @Nullable Long position,
            @Nullable Long through, @Nullable String reason) {}

    static Inclusion of(InclusionProof proof) {
        return new Inclusion(proof.index() + 1, proof.size(), proof.leaf().base64(), base64(proof.path()));
    }

    static Consistency of(ConsistencyProof proof) {
        return new Consistency(proof.from(), proof.to(), base64(proof.path()));
    }

    static Verified of(Verification verification) {
        return switch (verification) {
            case Verification.Intact(long size, Hash root) ->
                new Verified(true, size, root.base64(), null, null, null);
            case Verification.Differs(long position, long through, String reason) ->
                new Verified(false, null, null, position, through, reason);
        };
    }

    private static List<String> base64(List<Hash> hashes) {
        return hashes.stream().map(Hash::base64).toList();
    }
}
