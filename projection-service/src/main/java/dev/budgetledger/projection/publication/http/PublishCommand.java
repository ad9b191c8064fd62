package dev.budgetledger.projection.publication.http;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;

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
