package dev.budgetledger.projection.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;

/**
 * 一笔事实的证明: a fact with the proof that it is in the log, each as it stands in a package.
 *
 * @param fact its envelope (RFC 8785), to be hashed as it is in UTF-8: a line of {@code facts.ndjson}
 * @param proof a line of {@code proofs.ndjson}
 * @param checkpoint the smallest verified one over it, as the ledger signed it: {@code checkpoint.txt}
 */
@JsonPropertyOrder({"fact", "proof", "checkpoint"})
public record ProvenFact(String fact, FactProof proof, String checkpoint) {

    /**
     * That it is in the log: RFC 9162, 2.1.3, with index {@code position} − 1.
     *
     * @param path from the leaf to the root, base64
     */
    @JsonPropertyOrder({"path", "position"})
    public record FactProof(List<String> path, long position) {

        static FactProof of(InclusionProof proof) {
            return new FactProof(proof.path().stream().map(Hash::base64).toList(), proof.index() + 1);
        }
    }

    public static ProvenFact of(byte[] envelope, InclusionProof proof, VerifiedCheckpoint checkpoint) {
        return new ProvenFact(new String(envelope, StandardCharsets.UTF_8), FactProof.of(proof), checkpoint.note());
    }
}
