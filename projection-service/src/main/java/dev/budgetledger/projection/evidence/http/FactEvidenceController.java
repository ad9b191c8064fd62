package dev.budgetledger.projection.evidence.http;

import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.NotCaughtUpException;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.evidence.ProvenFact;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;

/** Proves one fact of a budget, to who has the key of the log. */
@RestController
@Tag(name = "Evidence 证据")
class FactEvidenceController {

    private final EntryReader entries;
    private final Proofs proofs;

    FactEvidenceController(EntryReader entries, Proofs proofs) {
        this.entries = entries;
        this.proofs = proofs;
    }

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
}
