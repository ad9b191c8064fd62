package dev.budgetledger.projection.document.http;

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

    @GetMapping(path = "/v1/disclosures/{department}/{year}/document", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "公开文档: tables, text and statements at an as-of point, each figure with what it is")
    ResponseEntity<Document> document(@PathVariable String department, @PathVariable String year, DocumentQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        BudgetAsOf whole = query.of().readWhole(reader, id, query.asOf().question(), query.basisOrDefault());
        return ResponseEntity.ok().headers(AsOfDocument.of(whole.asOf()).headers())
                .body(documents.document(whole, query.unitOrNull(), query.in().form()));
    }

    /** What may be asked of a document. */
    record DocumentQuery(
            AsOfParameters asOf,
            @Parameter(description = "approved 年初批复, or adjusted 变动后 (the default)")
            @Nullable Basis basis,
            @Parameter(description = "the code of a unit 预算单位: its document; else the whole department's")
            @Nullable UnitName unit,
            FormParameters in)
            implements Query {

        Basis basisOrDefault() {
            return basis == null ? Basis.ADJUSTED : basis;
        }

        UnitParameters of() {
            return new UnitParameters(unit, null);
        }

        @Nullable String unitOrNull() {
            return of().code();
        }
    }
}
