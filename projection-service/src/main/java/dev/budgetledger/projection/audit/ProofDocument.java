package dev.budgetledger.projection.audit;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;

/**
 * That a fact is in the log as it was at a size: RFC 9162, 2.1.3, with index {@code position} − 1.
 *
 * @param path from the leaf to the root, base64
 */
@JsonPropertyOrder({"treeSize", "path"})
public record ProofDocument(long treeSize, List<String> path) {

    static ProofDocument of(InclusionProof proof) {
        return new ProofDocument(proof.size(), proof.path().stream().map(Hash::base64).toList());
    }
}
