package dev.budgetledger.projection.document.http;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.disclosure.http.FormParameters;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.UnitName;
import dev.budgetledger.projection.web.UnitParameters;

/** Serves the whole document of a budget. */
@RestController
@Tag(name = "Document 公开文档")
class DocumentController {

    private final BudgetReader reader;
    private final Documents documents;

    DocumentController(BudgetReader reader, Documents documents) {
        this.reader = reader;
        this.documents = documents;
    }

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/document",
            produces = {MediaType.APPLICATION_JSON_VALUE, PrintConverter.HTML, PrintConverter.PDF, PrintConverter.XLSX, PrintConverter.ZIP})
    @Operation(summary = "公开文档: tables, text and statements at an as-of point, each figure with what it is")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InPrint.class)), headers =
            @Header(name = "Vary", description = "Accept, where it chose the form"))
    ResponseEntity<InPrint> document(@PathVariable String department, @PathVariable String year, DocumentQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        BudgetAsOf whole = query.of().readWhole(reader, id, query.asOf().question(), query.basisOrDefault());
        Disclosed disclosed = documents.disclosed(whole, query.unitOrNull(), query.in().form());
        HttpHeaders headers = AsOfDocument.of(whole.asOf()).headers();
        switch (query.format()) {
            case JSON -> headers.setContentType(MediaType.APPLICATION_JSON);
            case HTML -> headers.setContentType(MediaType.parseMediaType(PrintConverter.HTML));
            case PDF -> headers.setContentType(MediaType.parseMediaType(PrintConverter.PDF));
            case XLSX -> headers.setContentType(MediaType.parseMediaType(PrintConverter.XLSX));
            case ZIP -> headers.setContentType(MediaType.parseMediaType(PrintConverter.ZIP));
            case null -> headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        }
        List<String> missing = disclosed.made().missing();
        return ResponseEntity.ok().headers(headers).body(new InPrint(disclosed.document(), missing.isEmpty() ? null : missing, disclosed));
    }

    /**
     * A document that may be had printed, too. What lacks is no part of what is published.
     *
     * @param missing 说明位 that must be filled before it is published, and are not; absent if all are
     * @param disclosed what it is made of
     */
    record InPrint(
            @JsonUnwrapped Document document,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> missing,
            @JsonIgnore Disclosed disclosed) {}

    /** The representation of a document. */
    enum DocumentFormat {
        JSON,
        HTML,
        PDF,
        XLSX,
        ZIP
    }

    /** What may be asked of a document. */
    record DocumentQuery(
            AsOfParameters asOf,
            @Parameter(description = "approved 年初批复, or adjusted 变动后 (the default)")
            @Nullable Basis basis,
            @Parameter(description = "the code of a unit 预算单位: its document; else the whole department's")
            @Nullable UnitName unit,
            FormParameters in,
            @Parameter(description = "json, html, pdf, xlsx, or zip of all there is; else what the Accept header prefers")
            @Nullable DocumentFormat format)
            implements Query {

        Basis basisOrDefault() {
            return basis == null ? Basis.ADJUSTED : basis;
        }

        UnitParameters of() {
            UnitParameters of = new UnitParameters(unit, null);
            if (of.saysMeasure()) {
                throw ProblemException.invalid("unit", "the code of a unit: each table of a document is in the measure of its form");
            }
            return of;
        }

        @Nullable String unitOrNull() {
            return of().code();
        }
    }
}
