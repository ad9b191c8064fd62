package dev.budgetledger.projection.publication.http;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.edge.problems.Problem;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.http.TableFiles;
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
    private final AskedForms forms;
    private final PublicationReader publications;
    private final LedgerClient ledger;

    PublicationService(BudgetReader budgets, AskedForms forms, PublicationReader publications, LedgerClient ledger) {
        this.budgets = budgets;
        this.forms = forms;
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
    Done publish(BudgetId id, PublishRequest request, String key, String postedBy) {
        BudgetAsOf budget = Budgets.read(budgets, id, request.question(), request.basis());
        AskedForms.Known known = forms.form(request.form(), budget);
        Form form = known.form();
        boolean pinned = request.form() != null || known.position() != null;
        Unit unit = pinned ? request.unit() : Objects.requireNonNullElse(request.unit(), Unit.WAN_YUAN);
        // The smallest checkpoint over the point stays the same: a request sent again makes the same command.
        PublishCommand command = PublishCommand.of(
                request, postedBy, budget, unit, pinned ? new Publication.PinnedForm(form.id(), form.sha256()) : null,
                TableFiles.digests(forms.tables(form, budget), budget, unit), budgets.underCheckpoint(budget.asOf()).seal());
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

    /** The digests, by id, of the tables as they are made now at the point of a publication; empty if none can be. */
    Map<String, String> again(BudgetId id, LoggedPublication published) {
        var point = published.asOf();
        var _ = budgets.resolve(
                id.fiscalYear(), new AsOfQuestion(point.effectiveOn(), null, point.position(), null));
        return budgets.read(id, point, published.basis())
                .flatMap(budget -> form(published, budget)
                        .<Map<String, String>>map(form -> TableFiles.digests(forms.tables(form, budget), budget, published.unit())))
                .orElse(Map.of());
    }

    private Optional<Form> form(LoggedPublication published, BudgetAsOf budget) {
        Publication.PinnedForm pinned = published.fact().publication().form();
        return pinned == null
                ? Optional.of(forms.ofYear(budget.fiscalYear()))
                : forms.known(pinned.id(), budget.asOf().position())
                        .map(AskedForms.Known::form)
                        .filter(form -> form.sha256().equals(pinned.sha256()));
    }
}
