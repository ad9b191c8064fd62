package dev.budgetledger.projection.checks;

import java.io.IOException;
import java.io.InputStream;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.projection.comparison.PriorYear;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ParameterValues;

/** Checks the tables that are served, and those that someone brings. */
@RestController
@Tag(name = "Checks 勾稽")
class ChecksController {

    private static final String ZIP = "application/zip";

    private final BudgetReader reader;
    private final Templates templates;

    ChecksController(BudgetReader reader, Templates templates) {
        this.reader = reader;
        this.templates = templates;
    }

    @GetMapping(path = "/v1/disclosures/{department}/{year}/checks", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "勾稽: what the tables say of each other, at an as-of point")
    ResponseEntity<ChecksDocument.Served> checks(
            @PathVariable String department, @PathVariable String year, ChecksQuery query) {
        BudgetAsOf budget = Budgets.read(
                reader, ParameterValues.budget(department, year), query.question(), query.basisOrDefault());
        PrintedTables tables = ServedTables.of(
                budget, PriorYear.of(reader, budget).orElse(null), templates, query.unitOrDefault());
        return ResponseEntity.ok()
                .headers(AsOfDocument.of(budget.asOf()).headers())
                .body(ChecksDocument.Served.of(budget, tables));
    }

    @PostMapping(path = "/v1/checks", consumes = ZIP, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "勾稽 of imported tables: a zip of CSV files; nothing of it is kept",
            requestBody = @RequestBody(
                    required = true,
                    content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary"))))
    @ApiResponse(responseCode = "422")
    ChecksDocument.Imported checkTables(ImportQuery query, InputStream body) throws IOException {
        int year = query.fiscalYear();
        return ChecksDocument.Imported.of(year, ImportedTables.read(
                body, year, templates.of(year), query.unitOrDefault(), query.nature()));
    }
}
