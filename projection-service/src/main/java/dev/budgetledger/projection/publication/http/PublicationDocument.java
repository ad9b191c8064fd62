package dev.budgetledger.projection.publication.http;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.publication.LoggedPublication;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.Budgets;

/**
 * A publication, as it is answered.
 *
 * @param asOf the point that was published
 * @param ofUnit absent if of the whole department
 * @param unit absent if each table has that of the form
 * @param form absent if that of the year
 * @param documents absent if none were pinned
 * @param checkpoint the signed note that was pinned
 * @param position where the log has it
 */
@JsonPropertyOrder({"number", "address", "documentNo", "publishedOn", "reason", "postedBy", "position", "recordedAt",
    "asOf", "basis", "ofUnit", "unit", "form", "tables", "documents", "checkpoint"})
record PublicationDocument(
        long number,
        String address,
        String documentNo,
        LocalDate publishedOn,
        String reason,
        String postedBy,
        long position,
        Instant recordedAt,
        AsOfDocument asOf,
        String basis,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ofUnit,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String unit,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FormDocument form,
        List<TableDocument> tables,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<DocumentDocument> documents,
        String checkpoint) {

    private static final String AS_CSV = "?format=csv&";

    /** The form of the tables, as it was adopted last up to the point. */
    @JsonPropertyOrder({"id", "sha256"})
    record FormDocument(String id, String sha256) {}

    /**
     * A table that was published.
     *
     * @param address of its CSV at the point
     * @param reproduced whether that CSV has the digest still; only where it was looked at
     */
    @JsonPropertyOrder({"id", "sha256", "reproduced", "address"})
    record TableDocument(
            String id,
            String sha256,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean reproduced,
            String address) {

        /** The address of the same as a page. */
        String page() {
            return address.replace(AS_CSV, "?");
        }
    }

    /** All publications of a budget. */
    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "publications"})
    record All(Department department, int fiscalYear, AsOfDocument asOf, List<PublicationDocument> publications, @Nullable String next) {
        static All of(BudgetAsOf budget, List<LoggedPublication> publications, @Nullable String next) {
            return new All(budget.department(), budget.fiscalYear(), AsOfDocument.of(budget.asOf()),
                    publications.stream().map(each -> PublicationDocument.of(budget.id(), each, null)).toList(), next);
        }
    }

    /** The answer to a request to publish. */
    @JsonPropertyOrder({"receipt", "publication"})
    record New(@JsonIgnoreProperties("counterpart") Receipt receipt, PublicationDocument publication) {}

    /**
     * A document that was published.
     *
     * @param address of it at the point
     * @param reproduced whether it has the digest still; only where it was looked at. JSON is what it says; a later release may draw pages otherwise
     */
    @JsonPropertyOrder({"format", "digest", "reproduced", "address"})
    record DocumentDocument(
            String format,
            String digest,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean reproduced,
            String address) {}

    /** @param again what comes out now; null if that was not looked at */
    static PublicationDocument of(BudgetId budget, LoggedPublication published, PublicationService.@Nullable Again again) {
        String disclosure = Budgets.address(budget);
        String point = "effectiveOn=" + published.asOf().effectiveOn()
                + "&position=" + published.asOf().position()
                + "&basis=" + lower(published.basis())
                + (published.ofUnit() == null ? "" : "&unit=" + published.ofUnit());
        var fact = published.fact();
        var form = fact.publication().form();
        Unit unit = published.unit();
        String inForm = form == null ? "" : "&form=" + form.id();
        String tables = AS_CSV + point + (unit == null ? "" : "&measure=" + unit) + inForm;
        List<Publication.PinnedDocument> documents = fact.publication().documents();
        return new PublicationDocument(
                fact.number(),
                disclosure + "/publications/" + fact.number(),
                fact.documentNo(),
                fact.publishedOn(),
                fact.reason(),
                published.postedBy(),
                published.position(),
                published.recordedAt(),
                AsOfDocument.of(published.asOf()),
                lower(published.basis()),
                published.ofUnit(),
                unit == null ? null : unit.chinese(),
                form == null ? null : new FormDocument(form.id(), form.sha256()),
                fact.publication().tables().stream()
                        .map(table -> new TableDocument(table.id(), table.sha256(),
                                again == null ? null : table.sha256().equals(again.tables().get(table.id())),
                                disclosure + "/tables/" + table.id() + tables))
                        .toList(),
                documents == null ? null : documents.stream()
                        .map(each -> new DocumentDocument(lower(each.format()), each.digest(),
                                again == null ? null : again.documents().contains(each),
                                disclosure + "/document?format=" + lower(each.format()) + "&" + point + inForm))
                        .toList(),
                fact.publication().checkpoint());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
