package dev.budgetledger.projection.comparison.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.comparison.PriorYear;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.UnitParameters;

/** Serves the comparison of a budget with the year before. */
@RestController
@Tag(name = "Comparisons 比较")
class YearOverYearController {

    private final BudgetReader reader;
    private final Templates templates;

    YearOverYearController(BudgetReader reader, Templates templates) {
        this.reader = reader;
        this.templates = templates;
    }

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/year-over-year",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = YearOverYearDocument.class)), headers =
            @Header(name = "Vary", description = "Accept, where it chose the form"))
    @Operation(summary = "比上年增减情况: total, basic, project and 三公, by fund, 类 and item of 三公, beside the prior year")
    ResponseEntity<InPage> yearOverYear(
            @PathVariable String department, @PathVariable String year, YearOverYearQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        BudgetAsOf current = query.of().readWhole(reader, id, query.asOf().question(), query.basisOrDefault());
        YearOverYearDocument document = YearOverYearDocument.of(
                current, PriorYear.of(reader, current).orElse(null), query.of().code(), templates,
                query.of().measureOrDefault());
        return InPage.answer(document.asOf(), query.format(), new InPage(document, () -> new YearOverYearPage(document, query).html()));
    }

    /** What may be asked of a comparison. */
    record YearOverYearQuery(
            AsOfParameters asOf,
            @Parameter(description = "approved 年初批复 (the default), or adjusted 变动后; the same for both years")
            @Nullable Basis basis,
            UnitParameters of,
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements Query {

        Basis basisOrDefault() {
            return basis == null ? Basis.APPROVED : basis;
        }
    }
}
