package dev.budgetledger.ledger.commands;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.ProposedPosting;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Proposals;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.store.LedgerWriter;

/** 提请 that are open, for who checks them. */
@RestController
@Tag(name = BudgetController.TAG)
record ProposalsController(LedgerWriter writer, DataSource dataSource, FactLog log) {

    private static final int LIMIT_MAX = 100;

    /** Page by page, in the order in which they were proposed, after everything accepted so far. */
    @GetMapping(path = "/v1/budgets/{department}/{year}/proposals/open", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Proposals that are open: what, by whom, until when")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ProposalsBody.class)))
    ResponseEntity<Object> openProposals(
            @PathVariable String department,
            @PathVariable String year,
            @RequestParam(defaultValue = "0") String after,
            @Schema(minimum = "1", maximum = "" + LIMIT_MAX) @RequestParam(defaultValue = "20") String limit)
            throws InterruptedException, SQLException {
        BudgetId id = Fields.budget(department, year);
        long last = Fields.number(after, "after");
        long most = Fields.number(limit, "limit");
        if (most < 1 || most > LIMIT_MAX) {
            throw ProblemException.invalid("limit", "between 1 and " + LIMIT_MAX);
        }
        return switch (CommandSubmitter.await(writer.inspect(id), writer.settings().patience())) {
            case Budget.Unopened _ -> throw new ProblemException(ProblemCode.BUDGET_NOT_OPEN, "budget",
                    "no budget of department " + department + " for " + year + " is open");
            case Budget.Open open -> ResponseEntity.ok(page(id, open.proposals(), last, (int) most));
        };
    }

    private ProposalsBody page(BudgetId id, Proposals proposals, long after, int limit) throws SQLException {
        LocalDate today = Envelope.dayOf(Instant.now());
        List<ProposalDocument> page = new ArrayList<>();
        Long next = null;
        try (Connection connection = dataSource.getConnection()) {
            long last = after;
            for (var each : new TreeMap<>(proposals.bySequence()).tailMap(after, false).entrySet()) {
                if (each.getValue().isExpired(today)) {
                    continue;
                }
                if (page.size() == limit) {
                    next = last;
                    break;
                }
                last = each.getKey();
                page.add(document(connection, id, last, each.getValue()));
            }
        }
        return new ProposalsBody(page, next);
    }

    private ProposalDocument document(Connection connection, BudgetId id, long sequence, Proposals.Open open) throws SQLException {
        Envelope envelope = log.read(connection, id.stream(), sequence).orElseThrow().envelope();
        Fact.PostingProposed fact = (Fact.PostingProposed) envelope.fact();
        return new ProposalDocument(Posting.id(id.stream(), sequence), envelope.recordedAt(), open.proposedBy(), open.approvedBy(),
                open.expiresOn(), open.digest(), fact.proposed());
    }

    /** @param next what {@code after} has to be for the next page; absent if there is none */
    record ProposalsBody(List<ProposalDocument> proposals, @Nullable Long next) {}

    /** @param approvedBy by whom so far */
    record ProposalDocument(
            String id,
            Instant proposedAt,
            String proposedBy,
            List<String> approvedBy,
            LocalDate expiresOn,
            String digest,
            ProposedPosting proposed) {}
}
