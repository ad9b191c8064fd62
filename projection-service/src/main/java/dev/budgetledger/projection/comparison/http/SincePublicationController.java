package dev.budgetledger.projection.comparison.http;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.http.FormParameters;
import dev.budgetledger.projection.publication.LoggedPublication;
import dev.budgetledger.projection.publication.PublicationReader;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.RequestProblem;
import dev.budgetledger.projection.web.UnitParameters;
import dev.budgetledger.projection.web.UnitParameters.UnitName;

/** Serves what changed since a publication: changes that begin at the point it pins, with its basis and unit. */
@RestController
@Tag(name = "Publications 公开")
record SincePublicationController(PublicationReader publications, AskedForms forms, ChangesController changes) {

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/publications/{number}/changes",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "公开后变动: the cells that changed since a publication, split by cause, and their postings; and the statements")
    ResponseEntity<InPage<ChangesDocument>> changesSince(
            @PathVariable String department,
            @PathVariable String year,
            @PathVariable String number,
            SincePublicationQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        LoggedPublication published = publications.one(id, number)
                .orElseThrow(() -> RequestProblem.publicationUnknown(id, number));
        var form = published.fact().publication().form();
        Budgets.requireOfYear("toEffectiveOn", query.toEffectiveOn(), id.fiscalYear());
        return changes.answer(id,
                query.since(published, form == null ? forms.ofYear(id.fiscalYear()).id() : form.id()));
    }

    /** What may be asked of changes since a publication: where they end, which cells, and which page of one of them. */
    record SincePublicationQuery(
            @Parameter(description = "业务日期 of the end; else that of the publication")
            @Nullable LocalDate toEffectiveOn,
            @Parameter(description = "记账时间 of the end; else all that is known")
            @Nullable Instant toRecordedAsOf,
            @Parameter(description = "end with the facts up to this position of the log")
            @Nullable Long toPosition,
            @Parameter(description = "wait a bounded time until this position has been applied")
            @Nullable Long atLeastPosition,
            CellsParameters cells,
            StatementParameters said,
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements Query {

        /** The same as changes between any two points. */
        ChangesQuery since(LoggedPublication published, String form) {
            LocalDate day = published.asOf().effectiveOn();
            String unit = published.ofUnit();
            return new ChangesQuery(null, day, null, published.asOf().position(),
                    Objects.requireNonNullElse(toEffectiveOn, day), toRecordedAsOf, toPosition, atLeastPosition,
                    published.basis(), null, new UnitParameters(unit == null ? null : new UnitName(unit, null), published.unit()), new FormParameters(form), cells, said, null, format);
        }
    }
}
