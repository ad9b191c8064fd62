package dev.budgetledger.projection.catalogue;

import java.time.Year;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.projection.catalogue.ReferenceCatalogue.ListedCode;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ParameterValues;

/** The reference catalogue, and what a budget uses that it calls otherwise. */
@RestController
@Tag(name = "Codes 科目")
record CatalogueController(BudgetReader budgets, ReferenceCatalogue catalogue) {

    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "codes"})
    record CodesDocument(Department department, int fiscalYear, AsOfDocument asOf, List<CodeDocument> codes) {}

    /** A code in use; {@code official} is absent if the catalogue does not have it. */
    @JsonPropertyOrder({"type", "code", "name", "funds", "official", "codesOfName", "findings"})
    record CodeDocument(
            Classification.Type type,
            String code,
            String name,
            List<Fund> funds,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OfficialDocument official,
            List<String> codesOfName,
            List<CodeInUse.Finding> findings) {

        static CodeDocument of(CodeInUse code) {
            ListedCode listed = code.listed();
            return new CodeDocument(code.type(), code.code(), code.name(), List.copyOf(code.funds()),
                    listed == null ? null : new OfficialDocument(listed.name(), listed.fund(), listed.from(), listed.to()),
                    code.codesOfName(), code.findings());
        }
    }

    @JsonPropertyOrder({"name", "fund", "from", "to"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfficialDocument(String name, @Nullable Fund fund, @Nullable Integer from, @Nullable Integer to) {}

    @GetMapping(path = "/v1/catalogue/{year}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "参考目录: the codes of a year that are known, as a command defines them")
    List<Classification> catalogue(@PathVariable String year) {
        return catalogue.in(((Year) ParameterValues.parse("year", year, Year.class)).getValue());
    }

    @GetMapping(path = "/v1/disclosures/{department}/{year}/codes", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "所用科目: the codes that a budget uses at an as-of point, held against the reference catalogue")
    ResponseEntity<CodesDocument> codes(
            @PathVariable String department, @PathVariable String year, AsOfParameters asOf) {
        BudgetAsOf budget =
                Budgets.read(budgets, ParameterValues.budget(department, year), asOf.question(), Basis.ADJUSTED);
        CodesDocument document = new CodesDocument(budget.department(), budget.fiscalYear(), AsOfDocument.of(budget.asOf()),
                CodeInUse.of(budget, catalogue).stream().map(CodeDocument::of).toList());
        return ResponseEntity.ok().headers(document.asOf().headers()).body(document);
    }
}
