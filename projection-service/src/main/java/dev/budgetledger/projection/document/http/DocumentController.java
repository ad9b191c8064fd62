package dev.budgetledger.projection.document.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Publication.Format;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.disclosure.http.FormParameters;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.http.Documents.Disclosed;
import dev.budgetledger.projection.document.pages.HtmlPages;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.UnitParameters;
import dev.budgetledger.projection.web.UnitParameters.UnitName;

/** Serves the whole document of a budget. */
@RestController
@Tag(name = "Document 公开文档")
record DocumentController(BudgetReader reader, Documents documents, DocumentFiles files) {

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/document",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML, PageConverter.PDF, PageConverter.XLSX, PageConverter.ZIP})
    @Operation(summary = "公开文档: tables, text and statements at an as-of point, each figure with what it is")
    ResponseEntity<InPage<InPrint>> document(@PathVariable String department, @PathVariable String year, DocumentQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        BudgetAsOf whole = query.of().readWhole(reader, id, query.asOf().question(), query.basisOrDefault());
        Disclosed disclosed = documents.disclosed(whole, query.unitOrNull(), query.in().form());
        return InPage.answer(AsOfDocument.of(whole.asOf()), query.format(), printed(disclosed));
    }

    /** What is made is sent once it is whole, so that nobody holds a place by reading slowly. */
    private InPage<InPrint> printed(Disclosed disclosed) {
        Document document = disclosed.document();
        List<String> missing = disclosed.made().missing();
        String name = document.head().department().code() + "-" + document.head().fiscalYear();
        return new InPage<>(new InPrint(document, missing.isEmpty() ? null : missing), Map.of(
                PageConverter.HTML, output -> page(document, output),
                PageConverter.PDF, output -> send(files.bytes(document, Format.PDF), ContentDisposition.inline().filename(name + ".pdf"), output),
                PageConverter.XLSX, output -> send(files.bytes(document, Format.XLSX), ContentDisposition.attachment().filename(name + ".xlsx"), output),
                PageConverter.ZIP, output -> zip(disclosed, ContentDisposition.attachment().filename(name + ".zip"), output)));
    }

    private void page(Document document, HttpOutputMessage output) throws IOException {
        byte[] made = files.bytes(document, Format.HTML);
        HttpHeaders headers = output.getHeaders();
        headers.set("Content-Security-Policy", HtmlPages.POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        output.getBody().write(made);
    }

    private static void send(byte[] made, ContentDisposition.Builder called, HttpOutputMessage output) throws IOException {
        output.getHeaders().setContentDisposition(called.build());
        output.getBody().write(made);
    }

    private void zip(Disclosed disclosed, ContentDisposition.Builder called, HttpOutputMessage output) throws IOException {
        Path file = Files.createTempFile("disclosed-", ".zip");
        try {
            files.zip(disclosed, file);
            output.getHeaders().setContentDisposition(called.build());
            Files.copy(file, output.getBody());
        } finally {
            Files.delete(file);
        }
    }

    /**
     * A document that may be had printed, too. What lacks is no part of what is published.
     *
     * @param missing 说明位 that must be filled before it is published, and are not; absent if all are
     */
    record InPrint(
            @JsonUnwrapped Document document,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> missing) {}

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
