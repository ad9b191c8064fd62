package dev.budgetledger.projection.directory;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Project;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.FormQuery;
import dev.budgetledger.projection.web.PageParameters;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.ParameterValues;

/** What a budget is made of: its units and its projects, and what it calls its codes. */
@RestController
@RequestMapping("/v1/disclosures/{department}/{year}")
@Tag(name = "Units and projects 单位和项目")
class ChartController {

    private final BudgetReader budgets;
    private final ChartReader chart;

    ChartController(BudgetReader budgets, ChartReader chart) {
        this.budgets = budgets;
        this.chart = chart;
    }

    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "units", "next"})
    record UnitsDocument(Department department, int fiscalYear, AsOfDocument asOf, List<BudgetUnit> units, @Nullable String next) {}

    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "projects", "next"})
    record ProjectsDocument(Department department, int fiscalYear, AsOfDocument asOf, List<Project> projects, @Nullable String next) {}

    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "names", "next"})
    record NamesDocument(Department department, int fiscalYear, AsOfDocument asOf, List<Classification> names, @Nullable String next) {}

    @GetMapping(path = "/units", produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "单位: the units of a department that are there at an as-of point")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UnitsDocument.class)), headers = {
        @Header(name = "Vary", description = "Accept, where it chose the form"), @Header(name = "Link", description = Paging.LINK)})
    ResponseEntity<InPage> units(@PathVariable String department, @PathVariable String year, ChartQuery query) {
        BudgetAsOf budget = read(department, year, query.asOf());
        var page = query.paged().of(chart.units(budget.id(), budget.asOf()), BudgetUnit::code);
        UnitsDocument document = new UnitsDocument(budget.department(), budget.fiscalYear(), AsOfDocument.of(budget.asOf()), page.shown(),
                query.next(address(budget, "/units"), page));
        return InPage.answer(document.asOf(), query.format(), document.next(), new InPage(document, () -> ChartPages.units(document)));
    }

    @GetMapping(path = "/projects", produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "项目: the projects of a budget at an as-of point")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ProjectsDocument.class)), headers = {
        @Header(name = "Vary", description = "Accept, where it chose the form"), @Header(name = "Link", description = Paging.LINK)})
    ResponseEntity<InPage> projects(@PathVariable String department, @PathVariable String year, ChartQuery query) {
        BudgetAsOf budget = read(department, year, query.asOf());
        var page = query.paged().of(chart.projects(budget.id(), budget.asOf()), Project::code);
        ProjectsDocument document = new ProjectsDocument(budget.department(), budget.fiscalYear(), AsOfDocument.of(budget.asOf()), page.shown(),
                query.next(address(budget, "/projects"), page));
        return InPage.answer(document.asOf(), query.format(), document.next(), new InPage(document, () -> ChartPages.projects(document)));
    }

    @GetMapping(path = "/names", produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "科目名称: what a department calls codes in its own tables at an as-of point")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = NamesDocument.class)), headers = {
        @Header(name = "Vary", description = "Accept, where it chose the form"), @Header(name = "Link", description = Paging.LINK)})
    ResponseEntity<InPage> names(@PathVariable String department, @PathVariable String year, ChartQuery query) {
        BudgetAsOf budget = read(department, year, query.asOf());
        var page = query.paged().of(chart.names(budget.id(), budget.asOf()), each -> each.type() + "-" + each.code());
        NamesDocument document = new NamesDocument(budget.department(), budget.fiscalYear(), AsOfDocument.of(budget.asOf()), page.shown(),
                query.next(address(budget, "/names"), page));
        return InPage.answer(document.asOf(), query.format(), document.next(), new InPage(document, () -> ChartPages.names(document)));
    }

    private static String address(BudgetAsOf budget, String list) {
        return "/v1/disclosures/" + budget.department().code() + "/" + budget.fiscalYear() + list + AsOfDocument.of(budget.asOf()).inAddress();
    }

    private BudgetAsOf read(String department, String year, AsOfParameters asOf) {
        return Budgets.read(budgets, ParameterValues.budget(department, year), asOf.question(), Basis.ADJUSTED);
    }

    /** What may be asked of each list. */
    record ChartQuery(
            AsOfParameters asOf,
            PageParameters paged,
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements FormQuery {

        /** The next page of a list, written as this one. */
        @Nullable String next(String address, Paging.Slice<?> page) {
            return paged.next(address + PageFormat.inAddress(format), page);
        }
    }
}
