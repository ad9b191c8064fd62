package dev.budgetledger.projection.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.NotCaughtUpException;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;

/** Proves one fact of a budget, to who has the key of the log. */
@RestController
@Tag(name = "Evidence 证据")
record FactEvidenceController(EntryReader entries, Proofs proofs) {

    @GetMapping(path = "/v1/disclosures/{department}/{year}/evidence/{position}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "事实证明: a fact of a budget, the proof that it is in the log, and the checkpoint that the ledger signed")
    ProvenFact factEvidence(
            @PathVariable String department,
            @PathVariable String year,
            @PathVariable String position,
            Query.None query) {
        BudgetId budget = ParameterValues.budget(department, year);
        long asked = ParameterValues.position("position", position);
        byte[] envelope = entries.envelopes(List.of(asked)).stream()
                .filter(each -> Envelope.parse(each).stream().equals(budget.stream()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "position",
                        "the budget " + budget.stream() + " has no fact at position " + asked));
        VerifiedCheckpoint checkpoint = proofs.covering(asked)
                .orElseThrow(() -> new NotCaughtUpException("no checkpoint over position " + asked + " has been verified yet"));
        return ProvenFact.of(envelope, proofs.inclusion(asked, checkpoint.size()), checkpoint);
    }

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
}
