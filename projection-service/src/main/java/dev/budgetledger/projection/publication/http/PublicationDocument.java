package dev.budgetledger.projection.publication.http;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.publication.LoggedPublication;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * A publication, as it is answered.
 *
 * @param asOf the point that was published
 * @param unit absent if each table has that of the form
 * @param form absent if that of the year
 * @param checkpoint the signed note that was pinned
 * @param position where the log has it
 */
@JsonPropertyOrder({"number", "address", "documentNo", "publishedOn", "reason", "postedBy", "position", "recordedAt",
    "asOf", "basis", "unit", "form", "tables", "checkpoint"})
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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String unit,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FormDocument form,
        List<TableDocument> tables,
        String checkpoint) {

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
            String address) {}

    /** All publications of a budget. */
    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "publications"})
    record All(Department department, int fiscalYear, AsOfDocument asOf, List<PublicationDocument> publications) {
        static All of(BudgetAsOf budget, List<LoggedPublication> publications) {
            return new All(budget.department(), budget.fiscalYear(), AsOfDocument.of(budget.asOf()),
                    publications.stream().map(each -> PublicationDocument.of(budget.id(), each, null)).toList());
        }
    }

    /** The answer to a request to publish. */
    @JsonPropertyOrder({"receipt", "publication"})
    record New(@JsonIgnoreProperties("counterpart") Receipt receipt, PublicationDocument publication) {}

    /** @param digests of the tables as they come out now, by id; null if that was not looked at */
    static PublicationDocument of(BudgetId budget, LoggedPublication published, @Nullable Map<String, String> digests) {
        String disclosure = "/v1/disclosures/" + budget.department() + "/" + budget.fiscalYear();
        String point = "?format=csv&effectiveOn=" + published.asOf().effectiveOn()
                + "&position=" + published.asOf().position()
                + "&basis=" + lower(published.basis());
        var fact = published.fact();
        var form = fact.publication().form();
        Unit unit = published.unit();
        String tables = point + (unit == null ? "" : "&measure=" + unit) + (form == null ? "" : "&form=" + form.id());
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
                unit == null ? null : unit.chinese(),
                form == null ? null : new FormDocument(form.id(), form.sha256()),
                fact.publication().tables().stream()
                        .map(table -> new TableDocument(table.id(), table.sha256(),
                                digests == null ? null : table.sha256().equals(digests.get(table.id())),
                                disclosure + "/tables/" + table.id() + tables))
                        .toList(),
                fact.publication().checkpoint());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
