package dev.budgetledger.projection.publication.http;

import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.edge.problems.Problem;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.http.TableFiles;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.NotCaughtUpException;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.publication.LedgerClient;
import dev.budgetledger.projection.publication.LoggedPublication;
import dev.budgetledger.projection.publication.PublicationReader;
import dev.budgetledger.projection.web.Budgets;

/** Makes what is published, has the ledger record it, and waits until it has come back. */
@Component
class PublicationService {

    private final BudgetReader budgets;
    private final Templates templates;
    private final PublicationReader publications;
    private final LedgerClient ledger;

    PublicationService(BudgetReader budgets, Templates templates, PublicationReader publications, LedgerClient ledger) {
        this.budgets = budgets;
        this.templates = templates;
        this.publications = publications;
        this.ledger = ledger;
    }

    /** What was recorded, and whether it was before. */
    record Done(Receipt receipt, LoggedPublication published, boolean repeated) {}

    /**
     * Publishes the tables at a point.
     *
     * @throws ProblemException if the budget was not open there, the ledger refuses, or nothing was heard of it
     * @throws NotCaughtUpException if the point, a checkpoint over it, or the fact is not here in time
     */
    Done publish(BudgetId id, PublishRequest request, String key, @Nullable String postedBy) {
        BudgetAsOf budget = Budgets.read(budgets, id, request.question(), request.basis());
        // The smallest checkpoint over the point stays the same: a request sent again makes the same command.
        PublishCommand command = PublishCommand.of(
                request, postedBy, budget, digests(budget, request.unit()), budgets.underCheckpoint(budget.asOf()).seal());
        CommandResult result = ledger.send(key, command.bytes()).orElseThrow(PublicationService::unknown);
        Receipt receipt = result.receipt();
        if (receipt == null) {
            throw refused(result);
        }
        var _ = budgets.resolve(
                id.fiscalYear(), new AsOfQuestion(null, null, receipt.position(), receipt.position()));
        LoggedPublication published = publications.of(id).stream()
                .filter(each -> each.position() == receipt.position() && command.isRecordedBy(each.fact()))
                .findFirst()
                .orElseThrow(() -> refused(409, "IDEMPOTENCY_KEY_REUSED", HttpHeaderNames.IDEMPOTENCY_KEY,
                        "key " + key + " was used for another command"));
        return new Done(receipt, published, Boolean.TRUE.equals(result.repeated()));
    }

    private static ProblemException refused(CommandResult result) {
        CommandResult.Problem problem = result.problem();
        return problem == null ? unknown() : refused(result.status(), problem.code(), problem.field(), problem.detail());
    }

    /** What the ledger says of a command. */
    private static ProblemException refused(int status, String code, String field, String detail) {
        return new ProblemException(Problem.of(status, code, field, detail));
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemCode.OUTCOME_UNKNOWN, "",
                "the ledger did not answer in time and may still record it; ask again with the same Idempotency-Key");
    }

    private Map<TableId, String> digests(BudgetAsOf budget, Unit unit) {
        return TableFiles.digests(budget, templates.of(budget.fiscalYear()), Amounts.ALL, unit);
    }

    /** The digests, by id, of the tables as they are made now at the point of a publication; empty if none can be. */
    Map<String, String> again(BudgetId id, LoggedPublication published) {
        var point = published.asOf();
        var _ = budgets.resolve(
                id.fiscalYear(), new AsOfQuestion(point.effectiveOn(), null, point.position(), null));
        return budgets.read(id, point, published.basis())
                .map(budget -> digests(budget, published.unit()))
                .orElse(Map.of())
                .entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().id(), Map.Entry::getValue));
    }
}
