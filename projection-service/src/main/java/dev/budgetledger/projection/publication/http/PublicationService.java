package dev.budgetledger.projection.publication.http;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.edge.problems.Problem;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.http.TableFiles;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.document.DocumentMaker;
import dev.budgetledger.projection.document.http.DocumentFiles;
import dev.budgetledger.projection.document.http.Documents;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.NotCaughtUpException;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.publication.LedgerClient;
import dev.budgetledger.projection.publication.LoggedPublication;
import dev.budgetledger.projection.publication.PublicationReader;
import dev.budgetledger.projection.web.RequestProblem;

/** Makes what is published, has the ledger record it, and waits until it has come back. */
@Component
record PublicationService(
        BudgetReader budgets, AskedForms forms, Documents documents, DocumentFiles files, PublicationReader publications, LedgerClient ledger) {

    /** What was recorded, and whether it was before. */
    record Done(Receipt receipt, LoggedPublication published, boolean repeated) {}

    /**
     * Publishes the tables at a point, and the documents of their form.
     *
     * @throws ProblemException if the budget was not open there, a required explanation was not there, the ledger refuses, or nothing was heard of it
     * @throws NotCaughtUpException if the point, a checkpoint over it, or the fact is not here in time
     */
    Done publish(BudgetId id, PublishRequest request, String key, String postedBy) {
        BudgetAsOf whole = request.of().readWhole(budgets, id, request.question(), request.basis());
        BudgetAsOf budget = request.of().of(whole);
        AskedForms.Known known = forms.form(request.form(), budget);
        Form form = known.form();
        boolean pinned = request.form() != null || known.position() != null;
        Unit unit = pinned ? request.unit() : Objects.requireNonNullElse(request.unit(), Unit.WAN_YUAN);
        // The smallest checkpoint over the point stays the same: a request sent again makes the same command.
        PublishCommand command = PublishCommand.of(
                request, postedBy, budget, unit, pinned ? new Publication.PinnedForm(form.id(), form.sha256()) : null,
                TableFiles.digests(forms.tables(form, budget), budget, unit),
                pinned && form.document() != null ? pins(whole, request.ofUnit(), form) : null, budgets.underCheckpoint(budget.asOf()).seal());
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

    /** @throws ProblemException if the document lacks what must be in it */
    private List<Publication.PinnedDocument> pins(BudgetAsOf whole, @Nullable String unit, Form form) {
        DocumentMaker.Made made = documents.made(whole, unit, form.id());
        if (!made.missing().isEmpty()) {
            throw RequestProblem.explanationsMissing(form.id(), made.missing());
        }
        return files.pins(made.document(), List.of(Publication.Format.values()));
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

    /**
     * What of a publication comes out now.
     *
     * @param tables the digests of its tables, by id
     * @param documents those that it pins, as they come out
     */
    record Again(Map<String, String> tables, List<Publication.PinnedDocument> documents) {}

    /** What is made now at the point of a publication; nothing if nothing can be. */
    Again again(BudgetId id, LoggedPublication published) {
        var point = published.asOf();
        var _ = budgets.resolve(
                id.fiscalYear(), new AsOfQuestion(point.effectiveOn(), null, point.position(), null));
        return budgets.read(id, point, published.basis())
                .flatMap(whole -> form(published, whole)
                        .map(form -> new Again(tables(published, whole, form), documents(published, whole, form))))
                .orElse(new Again(Map.of(), List.of()));
    }

    /** What its tables are called, by id; nothing if its form is not known any more. */
    Map<String, String> titles(BudgetId id, LoggedPublication published) {
        return budgets.read(id, published.asOf(), published.basis())
                .flatMap(whole -> form(published, whole))
                .map(form -> form.tables().stream().collect(Collectors.toMap(TableForm::id, each -> TableMaker.inYear(each.title(), id.fiscalYear()))))
                .orElse(Map.of());
    }

    private Map<String, String> tables(LoggedPublication published, BudgetAsOf whole, Form form) {
        String unit = published.ofUnit();
        BudgetAsOf budget = unit == null ? whole : whole.ofUnit(unit);
        return TableFiles.digests(forms.tables(form, budget), budget, published.unit());
    }

    private List<Publication.PinnedDocument> documents(LoggedPublication published, BudgetAsOf whole, Form form) {
        List<Publication.PinnedDocument> pinned = published.fact().publication().documents();
        return pinned == null
                ? List.of()
                : files.pins(documents.document(whole, published.ofUnit(), form.id()),
                        pinned.stream().map(Publication.PinnedDocument::format).toList());
    }

    private Optional<Form> form(LoggedPublication published, BudgetAsOf budget) {
        Publication.PinnedForm pinned = published.fact().publication().form();
        return pinned == null
                ? Optional.of(forms.ofYear(budget.fiscalYear()))
                : forms.known(pinned.id(), budget.asOf().position())
                        .map(AskedForms.Known::form)
                        .filter(form -> form.sha256().equals(pinned.sha256()));
    }

    /** The command as the ledger takes it from its topic, see {@code docs/reference/schemas/commands/Publish.json}. */
    record PublishCommand(
            String type,
            String department,
            int fiscalYear,
            String documentNo,
            LocalDate publishedOn,
            String reason,
            String postedBy,
            Point asOf,
            Publication.Basis basis,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ofUnit,
            @JsonInclude(JsonInclude.Include.NON_NULL) Publication.@Nullable Unit unit,
            @JsonInclude(JsonInclude.Include.NON_NULL) Publication.@Nullable PinnedForm form,
            List<Publication.Table> tables,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Publication.PinnedDocument> documents,
            String checkpoint) {

        /** The ledger adds itself when the position was recorded. */
        record Point(LocalDate effectiveOn, long position) {}

        static PublishCommand of(PublishRequest request, String postedBy, BudgetAsOf budget,
                @Nullable Unit unit, Publication.@Nullable PinnedForm form, SequencedMap<String, String> digests,
                @Nullable List<Publication.PinnedDocument> documents, VerifiedCheckpoint checkpoint) {
            return new PublishCommand(
                    "Publish",
                    budget.department().code(),
                    budget.fiscalYear(),
                    request.documentNo(),
                    request.publishedOn(),
                    request.reason(),
                    postedBy,
                    new Point(budget.asOf().effectiveOn(), budget.asOf().position()),
                    Publication.Basis.valueOf(request.basis().name()),
                    budget.ofUnit(),
                    unit == null ? null : Publication.Unit.valueOf(unit.name()),
                    form,
                    digests.entrySet().stream()
                            .map(each -> new Publication.Table(each.getKey(), each.getValue()))
                            .toList(),
                    documents,
                    checkpoint.note());
        }

        byte[] bytes() {
            return ContractJson.write(this);
        }

        /** Whether this is what a fact records. Another command may have been sent under the same key at the same time. */
        boolean isRecordedBy(Fact.DisclosurePublished fact) {
            Publication published = fact.publication();
            return fact.documentNo().equals(documentNo)
                    && fact.publishedOn().equals(publishedOn)
                    && fact.reason().equals(reason)
                    && published.asOf().effectiveOn().equals(asOf.effectiveOn())
                    && published.asOf().position() == asOf.position()
                    && published.basis() == basis && published.unit() == unit
                    && Objects.equals(published.ofUnit(), ofUnit)
                    && Objects.equals(published.form(), form) && published.tables().equals(tables)
                    && Objects.equals(published.documents(), documents);
        }
    }
}
